import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { testModel, testSides } from '../setup/test-models.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-cli-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the command in an empty folder. */
async function generate(...options: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const script = join(import.meta.dirname, '../../src/cli/generate.ts');
  const env = {
    ...process.env,
    MODELS_DIR: inject('modelsFolder'),
    DEFAULT_MODEL: testModel,
    ENGINE_THREADS: '1',
  };
  try {
    const output = await promisify(execFile)(process.execPath, [script, ...options], { cwd: folder, env });
    return { code: 0, ...output };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test('writes the picture and every scale at its own size', async () => {
  const { code, stdout } = await generate('--class', 'fox', '--seed', '7', '--scales', '--out', 'fox.png');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^fox\.png: seed 7, 5 scales in /);
  for (const [index, side] of testSides.entries())
    expect(await sharp(join(folder, `fox.${index}.png`)).metadata()).toMatchObject({
      format: 'png',
      width: side * 16,
      height: side * 16,
    });
  const last = await sharp(join(folder, 'fox.4.png')).raw().toBuffer();
  expect(await sharp(join(folder, 'fox.png')).raw().toBuffer()).toEqual(last);
});

test('writes several pictures of a size and says what was rounded', async () => {
  const { stderr } = await generate('--class', '3', '--count', '2', '--size', '90x50', '--out', 'whale.webp');
  expect(stderr).toContain('The size 90 x 50 was rounded to 96 x 48');
  expect(await readdir(folder)).toEqual(['whale-1.webp', 'whale-2.webp']);
  expect(await sharp(join(folder, 'whale-2.webp')).metadata()).toMatchObject({ width: 96, height: 48 });
});

test.each<[string, string[], RegExp]>([
  ['an unknown class', ['--class', 'fix'], /^There is no class "fix"\. Did you mean "fox"\?\n$/],
  ['no class at all', [], /^Say what to draw/],
  ['a class index too high', ['--class', '10'], /^--class must be an integer from 0 to 9; given: 10\n$/],
  ['a wrong size', ['--class', 'fox', '--size', '100000'], /^--size width must be an integer from 16 to 384/],
  ['a seed that is not whole', ['--class', 'fox', '--seed', '1.5'], /expected a whole number/],
  ['an unknown model', ['--class', 'fox', '--model', 'dalle'], /no model "dalle".*Installed: tiny\.\n$/],
  ['an unknown file type', ['--class', 'fox', '--out', 'fox.bmp'], /--out must end in \.png/],
  ['a folder that is not there', ['--class', 'fox', '--out', 'none/fox.png'], /there is no folder none/],
])('%s is one clear line and no file', async (_, options, message) => {
  const { code, stderr } = await generate('--out', 'fox.png', ...options);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(await readdir(folder)).toEqual([]);
});
