import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PackError } from '../../src/inference/errors.ts';
import { describePack, loadPack } from '../../src/inference/packs/load-pack.ts';
import { packDigest } from '../../src/inference/packs/pack-digest.ts';
import { startEngine } from '../../src/inference/start-engine.ts';
import { tinyPackFolder } from './tiny-model.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-pack-'));
  await cp(tinyPackFolder(), folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('a pack is described by the content of its folder', async () => {
  const pack = await loadPack(folder);
  expect(pack.architecture).toMatchObject({
    depth: 2,
    width: 128,
    heads: 2,
    classCount: 10,
    codebookSize: 96,
  });
  expect(pack.codebook).toHaveLength(96 * 32);
});

test.each<[string, (path: (name: string) => string) => Promise<void>, RegExp]>([
  ['has no configuration', path => rm(path('config.json')), /config\.json cannot be read/],
  ['has one that is not JSON', path => writeFile(path('config.json'), '{'), /config\.json is not JSON/],
  [
    'has one of another format',
    path => edit(path('config.json'), { format: 2 }),
    /config\.json is not valid/,
  ],
  ['lacks a label', path => writeFile(path('labels.json'), '[]'), /0 labels, the model 10 classes/],
  ['lacks a file', path => rm(path('head.onnx')), /head\.onnx is missing/],
  ['has a file cut short', path => truncate(path('transformer.data'), 1000), /has 1000 bytes instead of \d+/],
])('a pack that %s is refused by one clear error', async (_, damage, message) => {
  await damage(name => join(folder, name));
  await expect(describePack(folder)).rejects.toThrow(PackError);
  await expect(startEngine({ packDir: folder, threads: 1 })).rejects.toThrow(message);
});

test('a graph that is not one is an error of the pack', async () => {
  const path = join(folder, 'blocks.onnx');
  await writeFile(path, new Uint8Array((await readFile(path)).byteLength));
  await expect(startEngine({ packDir: folder, threads: 1 })).rejects.toThrow(/blocks\.onnx cannot be loaded/);
});

test('what a model is good for is not what it draws: tokens stay those of the same model', async () => {
  const before = await describePack(folder);
  expect(before.config.goodFor).toEqual({});
  await edit(join(folder, 'config.json'), { goodFor: { steps: { from: 4, to: 8 } } });
  const after = await describePack(folder);
  expect(after.config.goodFor.steps).toEqual({ from: 4, to: 8 });
  expect(packDigest(after.config)).toBe(packDigest(before.config));
});

test.each([
  [{ sides: { from: 256, to: 64 } }, /goodFor\.sides/],
  [{ background: 'white' }, /#ffffff/],
  [{ guidance: { constant: { from: -1, to: 2 } } }, /goodFor\.guidance\.constant\.from/],
])('a pack that is good for %o is refused', async (goodFor, message) => {
  await edit(join(folder, 'config.json'), { goodFor });
  await expect(describePack(folder)).rejects.toThrow(message);
});

async function edit(path: string, changes: object): Promise<void> {
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...changes }));
}
