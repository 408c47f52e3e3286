import { beforeAll, describe, expect, test } from 'vitest';
import { type GenerateOptions, generateScales } from '../../src/flexvar/generate-scales.ts';
import type { Transformer } from '../../src/flexvar/model.ts';
import type { Recipe } from '../../src/flexvar/recipe.ts';
import { changedTransformer } from '../inference/changed-transformer.ts';
import { openTinyTransformer, tinyRecipe, tinySchedule } from '../inference/tiny-model.ts';

let transformer: Transformer;

beforeAll(async () => {
  transformer = await openTinyTransformer();
});

/** All scales of a batch: for each scale the tokens of each picture. */
async function generate(
  recipes: readonly Recipe[],
  options?: GenerateOptions,
  model = transformer,
): Promise<(Uint16Array | null)[][]> {
  const scales: (Uint16Array | null)[][] = [];
  for await (const { index, tokens } of generateScales(model, recipes, options)) scales[index] = [...tokens];
  return scales;
}

/** Counts the rows that the blocks and the head are given. */
function counting(): { model: Transformer; batches: number[]; headRows: () => number } {
  const batches: number[] = [];
  let headRows = 0;
  const model = changedTransformer(transformer, {
    start: pictures => {
      batches.push(...pictures.map(({ labels }) => labels.length));
      return transformer.start(pictures);
    },
    logits: hidden => {
      headRows += hidden.length / transformer.architecture.width;
      return transformer.logits(hidden);
    },
  });
  return { model, batches, headRows: () => headRows };
}

const noClass = () => transformer.architecture.classCount;
const picturesOf = (scales: (Uint16Array | null)[][], picture: number) => scales.map(scale => scale[picture]);

describe('the same recipe gives the same tokens', () => {
  test('alone and among seven others', async () => {
    const recipes = Array.from({ length: 8 }, (_, index) =>
      tinyRecipe({ label: index, imageIndex: index, seed: 1000 + index }),
    );
    const together = await generate(recipes);
    for (const [picture, recipe] of recipes.entries()) {
      const alone = await generate([recipe]);
      expect(picturesOf(alone, 0)).toEqual(picturesOf(together, picture));
    }
  });

  test('beside pictures that need no second branch', async () => {
    const recipes = [
      tinyRecipe({ label: noClass() }),
      tinyRecipe(),
      tinyRecipe({ label: noClass(), seed: 9 }),
    ];
    const together = await generate(recipes);
    for (const [picture, recipe] of recipes.entries())
      expect(picturesOf(await generate([recipe]), 0)).toEqual(picturesOf(together, picture));
  });

  test('resumed at every scale', async () => {
    const recipes = [tinyRecipe(), tinyRecipe({ imageIndex: 1, label: 5 })];
    const whole = await generate(recipes);
    for (let finished = 0; finished <= whole.length; finished++) {
      const before = whole.slice(0, finished).map(scale => scale.flatMap(tokens => tokens ?? []));
      const resumed = await generate(recipes, { finished: before });
      expect(resumed.slice(finished)).toEqual(whole.slice(finished));
      expect(Object.keys(resumed)).toHaveLength(whole.length - finished);
    }
  });

  test('on grids that are not square', async () => {
    const schedule = [
      { rows: 1, columns: 1 },
      { rows: 1, columns: 3 },
      { rows: 2, columns: 5 },
      { rows: 3, columns: 40 },
    ];
    const recipes = [tinyRecipe({ schedule }), tinyRecipe({ schedule, imageIndex: 1 })];
    const whole = await generate(recipes);
    expect(whole.map(scale => scale[0]?.length)).toEqual([1, 3, 10, 120]);
    expect(picturesOf(await generate(recipes.slice(1)), 0)).toEqual(picturesOf(whole, 1));
  });
});

describe('another', () => {
  test.each<[string, Partial<Recipe>]>([
    ['seed', { seed: 8 }],
    ['seed that differs above 32 bits', { seed: 7 + 2 ** 40 }],
    ['picture of the series', { imageIndex: 1 }],
    ['class', { label: 4 }],
    ['guidance', { guidance: { mode: 'constant', scale: 4 } }],
  ])('%s gives other tokens', async (_, changes) => {
    expect(await generate([tinyRecipe(changes)])).not.toEqual(await generate([tinyRecipe()]));
  });
});

describe('guidance that changes nothing costs nothing', () => {
  test.each<[string, () => Partial<Recipe>, number]>([
    ['a class', () => ({}), 2],
    ['no class', () => ({ label: noClass() }), 1],
    ['a ramp of zero', () => ({ guidance: { mode: 'ramp', scale: 0 } }), 1],
    ['constant guidance of one', () => ({ guidance: { mode: 'constant', scale: 1 } }), 1],
  ])('%s', async (_, changes, rows) => {
    const { model, batches, headRows } = counting();
    await generate([tinyRecipe(changes())], {}, model);
    expect(batches).toEqual([rows]);
    // The head sees each cell once, guided or not.
    expect(headRows()).toBe(tinySchedule.reduce((sum, grid) => sum + grid.rows * grid.columns, 0));
  });

  test('no class gives the tokens that two equal branches give', async () => {
    const recipe = tinyRecipe({ label: noClass() });
    // Guidance of strength zero at every scale leaves one branch; any strength between equal branches is the same.
    const unguided = tinyRecipe({ label: noClass(), guidance: { mode: 'ramp', scale: 0 } });
    expect(await generate([recipe])).toEqual(await generate([unguided]));
  });
});

describe('the greedy rule', () => {
  const greedyModel = (): Transformer => ({
    ...counting().model,
    greedyRule: { sampledSides: [1, 2], maxSampledSide: 2 },
  });
  const logitsOf = async (recipe: Recipe) => {
    const greedy: boolean[] = [];
    let best = -1;
    await generate(
      [recipe],
      {
        inspect: (scale, _, __, logits) => {
          if (scale === 4) best = logits.indexOf(Math.max(...logits));
          if (scale === 4) expected.push(best);
        },
        revise: (scale, _, tokens) => {
          if (scale === 4) greedy.push(...[...tokens].map((token, cell) => token === expected[cell]));
        },
      },
      greedyModel(),
    );
    return greedy;
  };
  let expected: number[] = [];

  test('takes the likeliest token where it applies, and can be switched off', async () => {
    const hot = { topK: 0, topP: 1 };
    expected = [];
    expect(await logitsOf(tinyRecipe({ sampling: { ...hot, greedyRule: true } }))).not.toContain(false);
    expected = [];
    expect(await logitsOf(tinyRecipe({ sampling: { ...hot, greedyRule: false } }))).toContain(false);
  });
});

test('finished scales that do not fit the schedule are refused', async () => {
  await expect(generate([tinyRecipe()], { finished: [[new Uint16Array(4)]] })).rejects.toThrow(RangeError);
});
