import { beforeAll, describe, expect, test } from 'vitest';
import { type GenerateOptions, generateScales, type ScaleTokens } from '../../src/flexvar/generate-scales.ts';
import { tokenCount } from '../../src/flexvar/grid.ts';
import { batchBytes, cacheBytes, rowsAtOnce } from '../../src/flexvar/memory.ts';
import type { Transformer } from '../../src/flexvar/model.ts';
import { Parts, peakBytes } from '../../src/flexvar/parts.ts';
import type { Recipe } from '../../src/flexvar/recipe.ts';
import { openTinyTransformer, tinyRecipe, tinySchedule } from '../inference/tiny-model.ts';

let transformer: Transformer;
beforeAll(async () => {
  transformer = await openTinyTransformer();
});

async function generate(recipes: readonly Recipe[], options: GenerateOptions = {}): Promise<ScaleTokens[]> {
  const scales: ScaleTokens[] = [];
  for await (const scale of generateScales(transformer, recipes, options)) scales.push(scale);
  return scales;
}

/** The tokens of each picture, by scale. */
function byPicture(scales: readonly ScaleTokens[], pictures: number): (readonly number[])[][] {
  return Array.from({ length: pictures }, (_, picture) => {
    const own: (readonly number[])[] = [];
    for (const { index, tokens } of scales) {
      const scale = tokens[picture];
      if (!scale) continue;
      expect(own[index]).toBeUndefined();
      own[index] = [...scale];
    }
    return own;
  });
}

const recipesOf = (count: number) =>
  Array.from({ length: count }, (_, imageIndex) => tinyRecipe({ imageIndex, label: imageIndex % 11 }));

/** What two guided pictures of the tiny model take at most. */
const forTwo = () => 2 * peakBytes({ ...transformer.architecture, stretches: true }, tinySchedule, 2);

describe('a batch that does not fit into memory', () => {
  test('is computed in parts, with the tokens it would have together', async () => {
    const recipes = recipesOf(7);
    const together = byPicture(await generate(recipes), 7);
    for (const share of [0, 0.3, 0.6, 1, 1.5, 2.5]) {
      const scales = await generate(recipes, { memoryBytes: Math.max(1, share * forTwo()) });
      expect(byPicture(scales, 7)).toEqual(together);
    }
  });

  test('gives every picture its first scales before any is finished, and then finishes one after the other', async () => {
    const count = 4;
    const order = (await generate(recipesOf(count), { memoryBytes: forTwo() * 0.75 })).map(
      ({ index, tokens }) => [index, tokens.filter(picture => picture !== null).length] as const,
    );
    expect(order[0]).toEqual([0, count]);
    const last = order.filter(([index]) => index === tinySchedule.length - 1);
    expect(last.length).toBeGreaterThan(1);
    expect(last.reduce((sum, [, pictures]) => sum + pictures, 0)).toBe(count);
  });

  test('resumes from wherever its pictures are, with the same tokens', async () => {
    const recipes = recipesOf(5);
    const together = byPicture(await generate(recipes), 5);
    const counts = [2, 0, 5, 3, 2];
    const finished = tinySchedule.map((_, index) =>
      counts.map((count, picture) =>
        index < count ? Uint16Array.from(together[picture]?.[index] ?? []) : null,
      ),
    );
    for (const memoryBytes of [1, forTwo(), Number.POSITIVE_INFINITY]) {
      const rest = byPicture(await generate(recipes, { finished, memoryBytes }), 5);
      for (const [picture, count] of counts.entries())
        expect(rest[picture]?.slice(count)).toEqual(together[picture]?.slice(count));
    }
  });

  test('drops an unwanted picture, and no other', async () => {
    const recipes = recipesOf(4);
    const together = byPicture(await generate(recipes), 4);
    const unwanted = new Set<number>();
    const options: GenerateOptions = {
      memoryBytes: 1,
      wanted: picture => !unwanted.has(picture),
      onScale: pictures => {
        if (pictures.includes(1)) unwanted.add(2);
      },
    };
    const parts = byPicture(await generate(recipes, options), 4);
    for (const picture of [0, 1, 3]) expect(parts[picture]).toEqual(together[picture]);
    expect(parts[2]?.length ?? 0).toBeLessThan(tinySchedule.length);
  });

  test('says before each scale whose it is, and costs the same in all', async () => {
    const costs = async (memoryBytes: number) => {
      let cost = 0;
      const told: (readonly number[])[] = [];
      const scales = await generate(recipesOf(3), {
        memoryBytes,
        onScale: (pictures, more) => {
          told.push(pictures);
          cost += more;
        },
      });
      expect(scales.map(({ tokens }) => [...tokens.keys()].filter(picture => tokens[picture]))).toEqual(told);
      return cost;
    };
    expect(await costs(1)).toBeGreaterThanOrEqual(await costs(Number.POSITIVE_INFINITY));
  });

  test('finished scales with a hole in them are refused', async () => {
    const finished = [[null], [new Uint16Array(4)]];
    await expect(generate([tinyRecipe()], { finished })).rejects.toThrow(RangeError);
  });
});

describe('the memory of a batch', () => {
  /** The bundled model. */
  const model = { depth: 5, width: 320, heads: 5, stretches: true };
  const large = [1, 2, 3, 4, 6, 10, 13, 16, 23, 32, 45, 64].map(side => ({ rows: side, columns: side }));

  test('is as measured: 107 MB of keys and values of a picture of 512 px', () => {
    expect((2 * cacheBytes(model, tokenCount(large.slice(0, -1)))) / 1e6).toBeCloseTo(107, 0);
  });

  test('never exceeds the limit, as long as there is more than one picture', () => {
    for (const [pictures, megabytes] of [2, 3, 8, 16, 64].flatMap(count =>
      [1, 20, 100, 192, 400, 2000].map(limit => [count, limit] as const),
    )) {
      const limit = megabytes * 2 ** 20;
      const parts = new Parts(model, large, 2, limit);
      const end = parts.end(pictures);
      const peak = (scales: number) =>
        Math.max(
          ...large.slice(0, scales).map((grid, index) => {
            const attended = tokenCount(large.slice(0, index + 1));
            return batchBytes(model, 2 * pictures, tokenCount(large.slice(0, index)), {
              cells: grid.rows * grid.columns,
              attended,
            });
          }),
        );
      if (end > 0) expect(peak(end)).toBeLessThanOrEqual(limit);
      expect(parts.toTheEnd).toBeGreaterThanOrEqual(1);
    }
  });

  test('of attention to all cells at once grows with their square', () => {
    const whole = { ...model, stretches: false };
    expect(peakBytes(whole, large, 2) - peakBytes(model, large, 2)).toBeGreaterThan(600e6);
  });

  test('bounds how many rows go through the blocks together, and one always does', () => {
    expect(rowsAtOnce(model, 32, { cells: 16, attended: 30 })).toBe(32);
    expect(rowsAtOnce(model, 32, { cells: 256, attended: 591 })).toBeLessThan(32);
    expect(rowsAtOnce(model, 32, { cells: 4096, attended: 8265 })).toBe(1);
  });
});
