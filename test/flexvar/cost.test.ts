import { describe, expect, test } from 'vitest';
import { scaleCosts, scaleOperations, workShares } from '../../src/flexvar/cost.ts';
import { inpaintScales, leadingScales, type ScaleMasks } from '../../src/flexvar/edit-scales.ts';

/** The published d16 at 256 px in 10 steps. */
const model = { depth: 16, width: 1024, codebookSize: 8912 };
const schedule = [1, 2, 3, 4, 5, 6, 8, 10, 13, 16].map(side => ({ rows: side, columns: side }));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const work = (kept: ScaleMasks, branches: 1 | 2 = 2) => sum(scaleCosts(model, schedule, branches, kept));
const plain = work([]);
const everything = leadingScales(schedule, schedule.length - 1);

describe('the work of a picture', () => {
  test('is what was published: 0.61 TFLOP with both guidance branches', () => {
    expect(sum(scaleOperations(model, schedule)) / 1e12).toBeCloseTo(0.61, 1);
  });

  test('is about half without guidance, all but the head', () => {
    expect(work([], 1) / plain).toBeGreaterThan(0.5);
    expect(work([], 1) / plain).toBeLessThan(0.6);
  });
});

describe('scales that are kept wholly', () => {
  const branch = leadingScales(schedule, 4);

  test('cost nothing; the next one that is sampled costs their pass', () => {
    const costs = scaleCosts(model, schedule, 2, branch);
    expect(costs.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(costs[5]).toBeGreaterThan(scaleCosts(model, schedule)[5] ?? 0);
    expect(costs.slice(6)).toEqual(scaleCosts(model, schedule).slice(6));
  });

  test('cost less in one pass than scale after scale', () => {
    const apart = sum(scaleCosts(model, schedule).slice(0, 6));
    expect(scaleCosts(model, schedule, 2, branch)[5]).toBeLessThan(apart);
  });

  test('after the last sampled one cost nothing at all, and when all are, nothing does', () => {
    const kept: ScaleMasks = schedule.map((_, index) => (index === 9 ? { sampled: null } : null));
    expect(work(kept)).toBe(sum(scaleCosts(model, schedule).slice(0, 9)));
    expect(work(everything)).toBe(0);
  });
});

test('a mask saves the rows of the head and the drawing, not those of the blocks', () => {
  const data = Uint8Array.from({ length: 256 * 256 }, (_, i) => (i % 256 < 64 ? 255 : 0));
  const kept = inpaintScales(schedule, { width: 256, height: 256, data });
  const last = schedule.length - 1;
  const saved = (costs: typeof scaleCosts) =>
    (costs(model, schedule)[last] ?? 0) - (costs(model, schedule, 2, kept)[last] ?? 0);
  expect(saved(scaleOperations)).toBe(2 * model.width * model.codebookSize * (256 - 64));
  expect(saved(scaleCosts)).toBeGreaterThan(saved(scaleOperations));
});

describe('shares of the work', () => {
  test.each<[string, ScaleMasks]>([
    ['plain', []],
    ['of a branch', leadingScales(schedule, 4)],
    ['where nothing is computed', everything],
  ])('sum to 1: %s', (_, kept) => {
    expect(sum(workShares(model, schedule, kept))).toBeCloseTo(1, 12);
    expect(sum(workShares(model, schedule, kept, 1))).toBeCloseTo(1, 12);
  });

  test('are those of the scales that are computed', () => {
    expect(workShares(model, schedule, leadingScales(schedule, 4)).slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  });
});
