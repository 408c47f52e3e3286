import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { writePack } from '../../models/converter/convert.ts';
import { modelSource } from '../../models/converter/model-source.ts';
import { randomModel, randomSource } from '../../models/converter/random-model.ts';
import { smallArchitecture, smallLayout } from './small-model.ts';
import { temporaryFolder } from './temporary-folder.ts';

const path = temporaryFolder();

const layout = { ...smallLayout, unshuffle: 2 };

async function session(graph: 'encoder' | 'decoder'): Promise<InferenceSession> {
  return InferenceSession.create(path('pack', `${graph}.onnx`), { intraOpNumThreads: 1 });
}

describe('a tokenizer behind a pixel-unshuffle', () => {
  it('has its stride times the factor', async () => {
    await writePack(randomSource(layout, smallArchitecture, 1), { out: path('pack'), precision: 'float32' });
    const decoder = await session('decoder');
    const { image } = await decoder.run({
      tokens: new Tensor('int32', Int32Array.of(1, 2, 3, 4, 5, 6), [1, 2, 3]),
    });
    expect(image?.dims).toEqual([1, 3, 8, 12]);
    const encoder = await session('encoder');
    const { latent } = await encoder.run({
      image: new Tensor('float32', new Float32Array(3 * 8 * 12), [1, 3, 8, 12]),
    });
    expect(latent?.dims).toEqual([1, 8, 2, 3]);
  });

  it('takes its channels in the order of torch.nn.PixelUnshuffle', async () => {
    // Only one tap of the first convolution is not zero: the picture's green channel, lower left of each 2 x 2.
    const model = randomModel(layout, smallArchitecture, 1);
    const green = 1 * 4 + 1 * 2 + 0;
    const onlyGreen = (name: string, read: () => Promise<Float32Array>) => async () => {
      const values = await read();
      if (name !== 'encoder.conv_in.weight') return values;
      return values.map((value, index) => (Math.floor(index / 9) % 12 === green ? value : 0));
    };
    const tokenizer = new Map(
      [...model.tokenizer].map(([name, tensor]) => [
        name,
        { ...tensor, read: onlyGreen(name, () => tensor.read()) },
      ]),
    );
    const source = modelSource(
      { name: 'tokenizer', tensors: tokenizer },
      { name: 'transformer', tensors: model.transformer },
    );
    await writePack(source, { out: path('pack'), precision: 'float32' });
    const encoder = await session('encoder');
    const latent = async (channel: number, row: number, column: number) => {
      const image = new Float32Array(3 * 8 * 8);
      image[channel * 64 + (2 + row) * 8 + (4 + column)] = 1;
      const outputs = await encoder.run({ image: new Tensor('float32', image, [1, 3, 8, 8]) });
      return Array.from(outputs.latent?.data as Float32Array);
    };
    const blank = await latent(0, 0, 0);
    for (const [channel, row, column] of [
      [1, 0, 0],
      [1, 0, 1],
      [1, 1, 1],
      [2, 1, 0],
      [0, 1, 0],
    ] as const)
      expect(await latent(channel, row, column)).toEqual(blank);
    expect(await latent(1, 1, 0)).not.toEqual(blank);
  });
});
