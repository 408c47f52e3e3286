import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { convert } from '../../models/converter/convert.ts';
import { goldenFloats, goldenInts, goldenNames, goldenTokenizer, goldenTransformer } from './golden.ts';
import { sharedFolder } from './temporary-folder.ts';

const path = sharedFolder();
let encoder: InferenceSession;
let decoder: InferenceSession;

beforeAll(async () => {
  await convert(goldenTokenizer, goldenTransformer, { out: path('pack'), precision: 'float32' });
  encoder = await InferenceSession.create(path('pack', 'encoder.onnx'), { intraOpNumThreads: 2 });
  decoder = await InferenceSession.create(path('pack', 'decoder.onnx'), { intraOpNumThreads: 2 });
});

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found).toHaveLength(expected.length);
  let largest = 0;
  for (let index = 0; index < expected.length; index++)
    largest = Math.max(largest, Math.abs((found[index] ?? Number.NaN) - (expected[index] ?? Number.NaN)));
  return largest;
}

async function decode(tokens: Int32Array, shape: readonly number[]): Promise<Tensor> {
  const { image } = await decoder.run({ tokens: new Tensor('int32', tokens, shape) });
  if (image === undefined) throw new Error('no image');
  return image;
}

describe('the encoder', () => {
  it.each(goldenNames(/^encode\d+\.image$/))(
    'gives the latent of the reference implementation for %s',
    async name => {
      const image = goldenFloats(name);
      const expected = goldenFloats(name.replace('image', 'latent'));
      const { latent } = await encoder.run({
        image: new Tensor('float32', image.data, [1, ...image.shape.slice(-3)]),
      });
      expect(latent?.dims.slice(-3)).toEqual(expected.shape.slice(-3));
      expect(largestDifference(latent?.data as Float32Array, expected.data)).toBeLessThan(1e-4);
    },
  );
});

describe('the decoder', () => {
  it.each(goldenNames(/^generate\d+\.image/))(
    'gives the pictures of the reference implementation for %s',
    async name => {
      const expected = goldenFloats(name);
      const tokens = goldenInts(name.replace('image', 'tokens'));
      const [batch = 1, cells = 1] = tokens.shape;
      const image = await decode(tokens.data, [batch, Math.sqrt(cells), Math.sqrt(cells)]);
      expect(image.dims).toEqual(expected.shape);
      expect(largestDifference(image.data as Float32Array, expected.data)).toBeLessThan(2e-3);
    },
  );

  it('gives a picture the same pixels alone and in a batch', async () => {
    const tokens = Int32Array.from({ length: 3 * 2 * 5 }, (_, index) => (index * 37) % 96);
    const batch = await decode(tokens, [3, 2, 5]);
    expect(batch.dims).toEqual([3, 3, 32, 80]);
    const alone = await decode(tokens.subarray(10, 20), [1, 2, 5]);
    const size = 3 * 32 * 80;
    const inBatch = (batch.data as Float32Array).subarray(size, 2 * size);
    expect(largestDifference(alone.data as Float32Array, inBatch)).toBeLessThan(1e-5);
  });
});
