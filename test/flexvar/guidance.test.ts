import { expect, test } from 'vitest';
import { isGreedy } from '../../src/flexvar/greedy-rule.ts';
import { guidanceStrength, isGuided } from '../../src/flexvar/guidance.ts';

const square = (side: number) => ({ rows: side, columns: side });

test('the ramp reaches its scale at the last of ten scales and passes it in longer schedules', () => {
  const ramp = { mode: 'ramp', scale: 2.5 } as const;
  const strengths = (count: number) =>
    Array.from({ length: count }, (_, index) => guidanceStrength(ramp, index, count, square(4)));
  expect(strengths(6)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(strengths(10).at(-1)).toBe(2.5);
  expect(strengths(13).at(-1)).toBeCloseTo((2.5 * 12) / 9);
});

test('the ramp gives grids above the limit the full strength', () => {
  const ramp = { mode: 'ramp', scale: 3 } as const;
  expect(guidanceStrength(ramp, 1, 10, { rows: 4, columns: 17 })).toBe(3);
  expect(guidanceStrength(ramp, 1, 10, square(16))).toBeCloseTo(1 / 3);
});

test('a schedule of one scale has a ramp without guidance', () => {
  expect(guidanceStrength({ mode: 'ramp', scale: 4 }, 0, 1, square(8))).toBe(0);
});

test('constant guidance of 1 and a ramp of 0 need no second branch', () => {
  const schedule = [1, 2, 4].map(square);
  expect(isGuided({ mode: 'constant', scale: 1 }, schedule)).toBe(false);
  expect(isGuided({ mode: 'ramp', scale: 0 }, schedule)).toBe(false);
  expect(isGuided({ mode: 'constant', scale: 0 }, schedule)).toBe(true);
  expect(isGuided({ mode: 'ramp', scale: 1 }, schedule)).toBe(true);
});

test('the greedy rule looks at both sides of a grid', () => {
  const rule = { sampledSides: [1, 2, 4, 8, 16, 32], maxSampledSide: 16 };
  expect(isGreedy(rule, { rows: 4, columns: 8 })).toBe(false);
  expect(isGreedy(rule, { rows: 4, columns: 7 })).toBe(true);
  expect(isGreedy(rule, { rows: 32, columns: 8 })).toBe(true);
  expect(isGreedy(null, square(7))).toBe(false);
});
