import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convert } from '../../models/converter/convert.ts';
import { generateScales } from '../../src/flexvar/generate-scales.ts';
import type { Recipe } from '../../src/flexvar/recipe.ts';
import { loadPack } from '../../src/inference/load-pack.ts';
import { OnnxTransformer } from '../../src/inference/onnx-transformer.ts';
import { openTinyTransformer, tinyRecipe } from './tiny-model.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-precision-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  { precision: 'float16', logitError: 0.004 },
  { precision: 'int8', logitError: 0.05 },
] as const)('a pack with $precision weights', ({ precision, logitError }) => {
  let transformer: OnnxTransformer;
  let exact: OnnxTransformer;

  beforeAll(async () => {
    const out = join(folder, precision);
    const golden = 'test/golden';
    await convert(`${golden}/FlexVAE.pth`, `${golden}/FlexVARd2.pth`, { out, precision, name: 'tiny' });
    transformer = await OnnxTransformer.open(await loadPack(out), { providers: ['cpu'], threads: 1 });
    exact = await openTinyTransformer();
  });

  test('gives a recipe the same tokens alone and among others', async () => {
    const recipes = Array.from({ length: 8 }, (_, index) => tinyRecipe({ label: index, imageIndex: index }));
    const together = await tokensOf(transformer, recipes);
    for (const [picture, recipe] of recipes.entries())
      expect((await tokensOf(transformer, [recipe])).map(([tokens]) => tokens)).toEqual(
        together.map(scale => scale[picture]),
      );
  });

  test('stays close to float32 where both are fed the same tokens', async () => {
    const recipe = tinyRecipe();
    const tokens = await tokensOf(exact, [recipe]);
    const expected = await logitsOf(exact, recipe, tokens);
    const actual = await logitsOf(transformer, recipe, tokens);
    const spread = Math.sqrt(mean(expected.map(value => (value - mean(expected)) ** 2)));
    const error = Math.sqrt(mean(actual.map((value, index) => (value - (expected[index] ?? 0)) ** 2)));
    expect(error / spread).toBeLessThan(logitError);
  });
});

async function tokensOf(transformer: OnnxTransformer, recipes: readonly Recipe[]) {
  const scales = [];
  for await (const { tokens } of generateScales(transformer, recipes)) scales.push(tokens);
  return scales;
}

/** All logits of a picture whose tokens are given. */
async function logitsOf(
  transformer: OnnxTransformer,
  recipe: Recipe,
  given: readonly (readonly (Uint16Array | null)[])[],
): Promise<number[]> {
  const logits: number[] = [];
  const run = generateScales(transformer, [recipe], {
    inspect: (_, __, ___, cell) => logits.push(...cell),
    revise: (scale, picture, tokens) => tokens.set(given[scale]?.[picture] ?? []),
  });
  for await (const _ of run);
  return logits;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
