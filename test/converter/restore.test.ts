import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Checkpoint } from '../../models/converter/checkpoint.ts';
import { convert, writePack } from '../../models/converter/convert.ts';
import { randomModel, randomSource } from '../../models/converter/random-model.ts';
import { restoreCheckpoints } from '../../models/converter/restore-checkpoints.ts';
import type { Precision, SourceTensor } from '../../models/converter/source-tensor.ts';
import type { TokenizerLayout } from '../../models/converter/tokenizer-layout.ts';
import { verifyPack } from '../../models/converter/verify-pack.ts';
import { runModels } from './run-models.ts';
import { smallArchitecture, smallLayout } from './small-model.ts';
import { temporaryFolder } from './temporary-folder.ts';

const path = temporaryFolder();
const unshuffled: TokenizerLayout = { ...smallLayout, unshuffle: 4, decoderResidualBlocks: 3 };

async function write(precision: Precision, layout = smallLayout): Promise<void> {
  await writePack(randomSource(layout, smallArchitecture, 1), { out: path('pack'), precision });
}

/** The largest difference of any value, relative to 1 and to the value; every tensor must be there. */
async function difference(file: string, expected: ReadonlyMap<string, SourceTensor>): Promise<number> {
  await using checkpoint = await Checkpoint.open(file);
  let largest = 0;
  for (const [name, tensor] of expected) {
    const found = checkpoint.tensors.get(name);
    expect(found?.shape, name).toEqual(tensor.shape);
    // A pack keeps the directions of codes, not their lengths.
    const values = name === 'quantize.embedding.weight' ? unitRows(tensor) : tensor.read();
    const restored = (await found?.read()) ?? new Float32Array();
    for (const [index, value] of (await values).entries())
      largest = Math.max(largest, Math.abs((restored[index] ?? Number.NaN) - value) / (1 + Math.abs(value)));
  }
  return largest;
}

async function unitRows(tensor: SourceTensor): Promise<Float32Array> {
  const values = await tensor.read();
  const dim = tensor.shape[1] ?? 1;
  return values.map((value, index) => {
    const start = index - (index % dim);
    return value / Math.hypot(...values.subarray(start, start + dim));
  });
}

describe('the checkpoints of a pack', () => {
  it.each([
    ['float32', smallLayout, 1e-6],
    ['float32', unshuffled, 1e-6],
    ['float16', unshuffled, 2 ** -11],
  ] as const)('are restored from %s weights', async (precision, layout, tolerance) => {
    await write(precision, layout);
    await restoreCheckpoints(path('pack'), path('restored'));
    const { tokenizer, transformer } = randomModel(layout, smallArchitecture, 1);
    expect(await difference(path('restored', 'tokenizer.pth'), tokenizer)).toBeLessThan(tolerance);
    expect(await difference(path('restored', 'transformer.pth'), transformer)).toBeLessThan(tolerance);
  });

  it('make the same pack again', async () => {
    await write('float16', unshuffled);
    await restoreCheckpoints(path('pack'), path('restored'));
    await convert(path('restored', 'tokenizer.pth'), path('restored', 'transformer.pth'), {
      out: path('again', 'pack'),
      precision: 'float16',
    });
    const [first, again] = [await verifyPack(path('pack')), await verifyPack(path('again', 'pack'))];
    expect(again).toMatchObject({ tokenizer: first.tokenizer, transformer: first.transformer });
    expect(again.files['tokenizer.data']).toEqual(first.files['tokenizer.data']);
    expect(again.files['positions.bin']).toEqual(first.files['positions.bin']);
  });

  it('cannot be restored from integers', async () => {
    await write('int8');
    const run = await runModels(['restore', path('pack'), '--out', path('restored')]);
    expect(run.errors).toBe(
      `error: ${path('pack')} keeps weights as integers (int8); only float16 and float32 packs can be restored\n`,
    );
    expect(run.code).toBe(1);
    expect(await readdir(path())).toEqual(['pack']);
  });
});
