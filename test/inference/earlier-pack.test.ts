import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { renewGraphs } from '../../models/converter/renew-graphs.ts';
import { verifyPack } from '../../models/converter/verify-pack.ts';
import { generateScales } from '../../src/flexvar/generate-scales.ts';
import { OnnxTransformer } from '../../src/inference/generator/onnx-transformer.ts';
import { openSession } from '../../src/inference/onnx/session.ts';
import { loadPack } from '../../src/inference/packs/load-pack.ts';
import { packDigest } from '../../src/inference/packs/pack-digest.ts';
import { temporaryFolder } from '../converter/temporary-folder.ts';
import { earlierBlocks, type Untold } from './earlier-graph.ts';
import { openTinyTransformer, tinyPackFolder, tinyRecipe } from './tiny-model.ts';

const path = temporaryFolder();

async function tokensOf(transformer: OnnxTransformer, finished: readonly (readonly Uint16Array[])[]) {
  const scales = [];
  for await (const { tokens } of generateScales(transformer, [tinyRecipe()], { finished }))
    scales.push(tokens);
  return scales;
}

describe.each<[string, Untold]>([
  ['passes of several scales', 'ends'],
  ['attention in stretches', 'attended'],
])('a pack from before %s', (_, untold) => {
  let folder: string;

  beforeEach(async () => {
    folder = path('earlier');
    await cp(tinyPackFolder(), folder, { recursive: true });
    const blocks = await earlierBlocks(folder, untold);
    await writeFile(join(folder, 'blocks.onnx'), blocks);
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    config.files['blocks.onnx'].bytes = blocks.byteLength;
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  });

  async function inputsOfBlocks(): Promise<readonly string[]> {
    const session = await openSession(folder, 'blocks.onnx', { device: 'cpu', threads: 1 });
    return session.inputNames;
  }

  test('gives the same tokens', async () => {
    const earlier = await OnnxTransformer.open(await loadPack(folder), { device: 'cpu', threads: 1 });
    const whole = await tokensOf(await openTinyTransformer(), []);
    expect(await tokensOf(earlier, [])).toEqual(whole);
    const finished = whole.slice(0, 3).map(scale => scale.flatMap(tokens => tokens ?? []));
    expect(await tokensOf(earlier, finished)).toEqual(whole.slice(3));
  });

  test('is one of now when its graphs are renewed, without a change to its weights or to what it is', async () => {
    const { config } = await loadPack(folder);
    expect(await inputsOfBlocks()).not.toContain(untold);
    expect(await renewGraphs(folder)).toEqual(['blocks.onnx']);
    expect(await inputsOfBlocks()).toContain(untold);
    expect(await renewGraphs(folder)).toEqual([]);
    const renewed = await verifyPack(folder);
    const now = await verifyPack(tinyPackFolder());
    expect(renewed).toEqual({ ...now, digest: packDigest(config) });
    expect(packDigest(renewed)).toBe(packDigest(config));
  });

  test('is not renewed where weights are laid out in another way', async () => {
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    await writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, precision: 'float16' }));
    await expect(renewGraphs(folder)).rejects.toThrow(/convert its checkpoints again/);
    expect(await readFile(join(folder, 'blocks.onnx'))).toHaveLength(config.files['blocks.onnx'].bytes);
  });
});
