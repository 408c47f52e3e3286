import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convert } from '../../models/converter/convert.ts';
import { type GenerateOptions, generateScales } from '../../src/flexvar/generate-scales.ts';
import { cellCount, tokenCount } from '../../src/flexvar/grid.ts';
import type { PictureRows, ScaleInput } from '../../src/flexvar/model.ts';
import { NoiseSource } from '../../src/flexvar/noise.ts';
import type { Recipe } from '../../src/flexvar/recipe.ts';
import { OnnxTransformer } from '../../src/inference/generator/onnx-transformer.ts';
import { loadPack } from '../../src/inference/packs/load-pack.ts';
import { checkPasses } from '../flexvar/check-passes.ts';
import { openTinyTransformer, tinyRecipe, tinySchedule } from './tiny-model.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-precision-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  { precision: 'float32', logitError: 0 },
  { precision: 'float16', logitError: 0.004 },
  { precision: 'int8', logitError: 0.05 },
] as const)('a pack with $precision weights', ({ precision, logitError }) => {
  let transformer: OnnxTransformer;
  let exact: OnnxTransformer;

  beforeAll(async () => {
    const out = join(folder, precision);
    const golden = 'test/golden';
    await convert(`${golden}/FlexVAE.pth`, `${golden}/FlexVARd2.pth`, { out, precision, name: 'tiny' });
    transformer = await OnnxTransformer.open(await loadPack(out), { device: 'cpu', threads: 1 });
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

  test('gives pictures of every kind the same tokens in any passes', async () => {
    await checkPasses(transformer, 30);
  }, 60_000);

  test.each([1, 2])(
    'gives several scales in one pass what each gives alone, bit for bit: %i rows',
    async rows => {
      const labels = [3, transformer.architecture.classCount].slice(0, rows);
      const scales = scaleInputs(transformer);
      const start = async () => {
        const [started] = await transformer.start([{ labels, capacity: tokenCount(tinySchedule) }]);
        if (started === undefined) throw new Error('the picture has no rows');
        return started;
      };
      const forward = async (picture: PictureRows, ofPass: readonly ScaleInput[]) =>
        (await transformer.forward([{ rows: picture, scales: ofPass, keep: true }]))[0]?.slice();
      const alone = await start();
      const hidden: (Float32Array | undefined)[] = [];
      for (const scale of scales) hidden.push(await forward(alone, [scale]));
      for (let together = 2; together <= scales.length; together++) {
        const picture = await start();
        expect(await forward(picture, scales.slice(0, together))).toEqual(hidden[together - 1]);
        // What comes after attends to all that the pass left in the cache, and so do two passes of several.
        if (together >= scales.length - 1) continue;
        expect(await forward(picture, scales.slice(together))).toEqual(hidden.at(-1));
      }
    },
  );

  test('continues with the same tokens after given scales, in one pass', async () => {
    const recipes = [tinyRecipe(), tinyRecipe({ imageIndex: 1, label: 5 })];
    const whole = await tokensOf(transformer, recipes);
    for (let given = 1; given < whole.length; given++) {
      const finished = whole.slice(0, given).map(scale => scale.flatMap(tokens => tokens ?? []));
      expect(await tokensOf(transformer, recipes, { finished })).toEqual(whole.slice(given));
    }
    const [recipe] = recipes;
    if (recipe === undefined) throw new Error('no recipe');
    const alone = whole.map(([tokens]) => [tokens]);
    for (let kept = 1; kept < whole.length; kept++) {
      const forced = alone
        .slice(0, kept)
        .map(([tokens]) => ({ tokens: tokens ?? new Uint16Array(), sampled: null }));
      expect(await tokensOf(transformer, [recipe], { forced })).toEqual(alone);
    }
  });

  test('stays close to float32 where both are fed the same tokens', async () => {
    const recipe = tinyRecipe();
    const tokens = await tokensOf(exact, [recipe]);
    const expected = await logitsOf(exact, recipe, tokens);
    const actual = await logitsOf(transformer, recipe, tokens);
    const spread = Math.sqrt(mean(expected.map(value => (value - mean(expected)) ** 2)));
    const error = Math.sqrt(mean(actual.map((value, index) => (value - (expected[index] ?? 0)) ** 2)));
    expect(error / spread).toBeLessThanOrEqual(logitError);
  });
});

/** Inputs of every scale of the small schedule, from a fixed series of numbers. */
function scaleInputs({ architecture, positions }: OnnxTransformer): ScaleInput[] {
  const noise = new NoiseSource(5, 0);
  return tinySchedule.map((grid, scale) => {
    const codes = Float32Array.from(
      { length: cellCount(grid) * architecture.codebookDim },
      (_, index) => noise.uniform(scale, 0, index) - 0.5,
    );
    return { codes: scale === 0 ? null : codes, positions: positions.at(grid) };
  });
}

async function tokensOf(
  transformer: OnnxTransformer,
  recipes: readonly Recipe[],
  options: GenerateOptions = {},
) {
  const scales = [];
  for await (const { tokens } of generateScales(transformer, recipes, options)) scales.push(tokens);
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
