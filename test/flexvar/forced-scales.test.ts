import { beforeAll, describe, expect, test } from 'vitest';
import type { ForcedScale } from '../../src/flexvar/forced-scale.ts';
import { type GenerateOptions, generateScales } from '../../src/flexvar/generate-scales.ts';
import { cellCount, tokenCount } from '../../src/flexvar/grid.ts';
import type { Transformer } from '../../src/flexvar/model.ts';
import type { Recipe } from '../../src/flexvar/recipe.ts';
import { changedTransformer } from '../inference/changed-transformer.ts';
import { openTinyTransformer, tinyRecipe, tinySchedule } from '../inference/tiny-model.ts';

type Forced = readonly (ForcedScale | null)[];

let transformer: Transformer;
/** Tokens of another picture at every grid: what is forced. */
let source: Uint16Array[];

beforeAll(async () => {
  transformer = await openTinyTransformer();
  source = (await generate([tinyRecipe({ seed: 99, label: 1 })])).flatMap(([tokens]) => tokens ?? []);
});

async function generate(
  recipes: readonly Recipe[],
  options?: GenerateOptions,
  model = transformer,
): Promise<(Uint16Array | null)[][]> {
  const scales: (Uint16Array | null)[][] = [];
  for await (const { index, tokens } of generateScales(model, recipes, options)) scales[index] = [...tokens];
  return scales;
}

const wholly = (scale: number): ForcedScale => ({
  tokens: source[scale] ?? new Uint16Array(),
  sampled: null,
});
const partly = (scale: number, keeps: (cell: number) => boolean): ForcedScale => ({
  tokens: source[scale] ?? new Uint16Array(),
  sampled: Uint8Array.from({ length: source[scale]?.length ?? 0 }, (_, cell) => (keeps(cell) ? 0 : 1)),
});
const prefix = (scales: number): Forced =>
  tinySchedule.map((_, index) => (index < scales ? wholly(index) : null));
/** Every third cell is sampled. */
const scattered = (): Forced => tinySchedule.map((_, scale) => partly(scale, cell => cell % 3 !== 1));

/** What a run asks of the transformer. */
function recording() {
  const seen = { starts: 0, passes: [] as number[], headRows: 0 };
  const model = changedTransformer(transformer, {
    start: pictures => {
      seen.starts += pictures.length;
      return transformer.start(pictures);
    },
    forward: members => {
      seen.passes.push(...members.map(({ scales }) => scales.length));
      return transformer.forward(members);
    },
    logits: hidden => {
      seen.headRows += hidden.length / transformer.architecture.width;
      return transformer.logits(hidden);
    },
  });
  return { model, seen };
}

describe('cells that are kept', () => {
  test("have the source's tokens at every scale, the others are sampled", async () => {
    const forced = scattered();
    const scales = await generate([tinyRecipe(), tinyRecipe({ imageIndex: 1 })], { forced });
    for (const [scale, pictures] of scales.entries())
      for (const tokens of pictures)
        for (const [cell, token] of tokens?.entries() ?? [])
          if (cell % 3 !== 1) expect(token).toBe(source[scale]?.[cell]);
    expect(scales.at(-1)?.[0]).not.toEqual(source.at(-1));
    expect(scales.at(-1)?.[0]).not.toEqual(scales.at(-1)?.[1]);
  });

  test('cost no row of the head', async () => {
    const { model, seen } = recording();
    await generate([tinyRecipe()], { forced: scattered() }, model);
    const sampled = tinySchedule.map(grid => Math.floor((cellCount(grid) + 1) / 3));
    expect(seen.headRows).toBe(sampled.reduce((sum, cells) => sum + cells, 0));
  });

  test('do not change the noise of the cells that are sampled', async () => {
    // What a plain run sampled is kept in every other cell; the rest then sees the same input and the same noise.
    const [plain] = [await generate([tinyRecipe()])];
    const forced = plain.map(([tokens]) => ({
      tokens: tokens ?? new Uint16Array(),
      sampled: Uint8Array.from(tokens ?? [], (_, cell) => 1 - (cell % 2)),
    }));
    expect(await generate([tinyRecipe()], { forced })).toEqual(plain);
  });
});

describe('nothing kept is plain generation, bit for bit', () => {
  test.each<[string, () => Forced]>([
    ['no scale forced', () => tinySchedule.map(() => null)],
    ['fewer entries than scales', () => [null]],
    ['masks that keep no cell', () => tinySchedule.map((_, scale) => partly(scale, () => false))],
  ])('%s', async (_, forced) => {
    const recipes = [tinyRecipe(), tinyRecipe({ imageIndex: 1, label: 4 })];
    expect(await generate(recipes, { forced: forced() })).toEqual(await generate(recipes));
  });
});

describe('scales that are wholly forced', () => {
  test.each([1, 2, 3, 4])(
    '%i at the start are yielded and go through the blocks with the next one',
    async count => {
      const { model, seen } = recording();
      const scales = await generate([tinyRecipe()], { forced: prefix(count) }, model);
      expect(scales.slice(0, count).map(([tokens]) => tokens)).toEqual(source.slice(0, count));
      expect(seen.passes).toEqual([count + 1, ...tinySchedule.slice(count + 1).map(() => 1)]);
      expect(seen.headRows).toBe(tokenCount(tinySchedule.slice(count)));
    },
  );

  test('that are too many for one pass go in several', async () => {
    const { model, seen } = recording();
    const schedule = [1, 20, 24, 30, 31].map(side => ({ rows: side, columns: side }));
    const forced = schedule
      .slice(0, 4)
      .map(grid => ({ tokens: new Uint16Array(cellCount(grid)), sampled: null }));
    const recipe = tinyRecipe({ schedule });
    const [finest] = (await generate([recipe], { forced }, model)).at(-1) ?? [];
    // 1 + 400 + 576 cells, then 900, then 961.
    expect(seen.passes).toEqual([3, 1, 1]);
    const finished = forced.map(({ tokens }) => [tokens]);
    expect((await generate([recipe], { finished })).at(-1)).toEqual([finest]);
  });

  test('all of them need no transformer', async () => {
    const { model, seen } = recording();
    const scales = await generate(
      [tinyRecipe(), tinyRecipe({ imageIndex: 1 })],
      { forced: prefix(5) },
      model,
    );
    expect(scales).toEqual(source.map(tokens => [tokens, tokens]));
    expect(seen).toEqual({ starts: 0, passes: [], headRows: 0 });
  });

  test('at the end are not run', async () => {
    const { model, seen } = recording();
    const forced = tinySchedule.map((_, scale) => (scale > 2 ? wholly(scale) : null));
    const scales = await generate([tinyRecipe()], { forced }, model);
    expect(scales.slice(3).map(([tokens]) => tokens)).toEqual(source.slice(3));
    expect(seen.passes).toEqual([1, 1, 1]);
  });

  test('in the middle wait for the next one that is sampled', async () => {
    const { model, seen } = recording();
    const forced = tinySchedule.map((_, scale) => (scale === 2 ? wholly(scale) : null));
    const scales = await generate([tinyRecipe()], { forced }, model);
    expect(scales[2]?.[0]).toEqual(source[2]);
    expect(seen.passes).toEqual([1, 1, 2, 1]);
  });

  test('by a mask that keeps every cell are the same', async () => {
    const masked = prefix(3).map((scale, index) => (scale === null ? null : partly(index, () => true)));
    expect(await generate([tinyRecipe()], { forced: masked })).toEqual(
      await generate([tinyRecipe()], { forced: prefix(3) }),
    );
  });

  test("that are another picture's scales give that picture's continuation", async () => {
    const whole = await generate([tinyRecipe()]);
    for (let kept = 1; kept < whole.length; kept++) {
      const forced = whole
        .slice(0, kept)
        .map(([tokens]) => ({ tokens: tokens ?? new Uint16Array(), sampled: null }));
      expect(await generate([tinyRecipe()], { forced })).toEqual(whole);
    }
  });
});

describe('the same recipe and the same forced scales give the same tokens', () => {
  const cases: [string, () => Forced][] = [
    ['a forced prefix', () => prefix(3)],
    ['kept cells', scattered],
    [
      'a prefix, kept cells and a forced scale between',
      () => [wholly(0), ...scattered().slice(1, 3), wholly(3), null],
    ],
  ];

  test.each(cases)('resumed at every scale: %s', async (_, forced) => {
    const recipes = [tinyRecipe(), tinyRecipe({ imageIndex: 1, label: 5 })];
    const whole = await generate(recipes, { forced: forced() });
    for (let finished = 0; finished <= whole.length; finished++) {
      const before = whole.slice(0, finished).map(scale => scale.flatMap(tokens => tokens ?? []));
      const resumed = await generate(recipes, { forced: forced(), finished: before });
      expect(resumed.slice(finished)).toEqual(whole.slice(finished));
      expect(Object.keys(resumed)).toHaveLength(whole.length - finished);
    }
  });

  test.each(cases)('alone and among others: %s', async (_, forced) => {
    const recipes = Array.from({ length: 5 }, (_, index) => tinyRecipe({ label: index, imageIndex: index }));
    const together = await generate(recipes, { forced: forced() });
    for (const [picture, recipe] of recipes.entries())
      expect((await generate([recipe], { forced: forced() })).map(([tokens]) => tokens)).toEqual(
        together.map(scale => scale[picture]),
      );
  });
});

describe('forced scales that do not fit are refused', () => {
  test.each<[string, () => Forced, RegExp]>([
    ['more than the schedule has', () => [...prefix(5), null], /6 forced scales .* schedule of 5/],
    [
      'tokens of another grid',
      () => [null, wholly(2)],
      /forced scale 1 has 9 tokens, but its grid has 4 cells/,
    ],
    [
      'a mask of another grid',
      () => [{ ...wholly(0), sampled: new Uint8Array(4) }],
      /mask of forced scale 0 has 4 cells/,
    ],
    [
      'a token that no codebook row has',
      () => [{ tokens: Uint16Array.of(96), sampled: null }],
      /token 96, .* codebook of 96/,
    ],
  ])('%s', async (_, forced, message) => {
    const run = generate([tinyRecipe()], { forced: forced() });
    await expect(run).rejects.toThrow(RangeError);
    await expect(generate([tinyRecipe()], { forced: forced() })).rejects.toThrow(message);
  });
});
