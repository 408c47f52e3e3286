import { describe, expect, test } from 'vitest';
import { type PlanModel, type PlanRequest, planSchedule } from '../../src/flexvar/plan.ts';
import { publishedSides } from '../../src/flexvar/published-schedules.ts';

const square = (side: number) => ({ rows: side, columns: side });

const model: PlanModel = {
  cost: { depth: 16, width: 1024, codebookSize: 8912 },
  stride: 16,
  trainedSide: 256,
  schedules: publishedSides.map(sides => ({
    name: `${16 * (sides.at(-1) ?? 0)}-${sides.length}`,
    grids: sides.map(square),
  })),
  defaultSchedule: '256-10',
};

function plan(request: PlanRequest) {
  const result = planSchedule(request, model);
  if (!result.ok) throw new Error(result.problems.map(problem => problem.message).join('\n'));
  return result.plan;
}

function problems(request: PlanRequest): string[] {
  const result = planSchedule(request, model);
  return result.ok ? [] : result.problems.map(problem => problem.field);
}

const gridsOf = (request: PlanRequest) =>
  plan(request)
    .scales.map(({ grid }) => `${grid.rows}x${grid.columns}`)
    .join(' ');

describe('a plan', () => {
  test('without wishes is the default schedule', () => {
    expect(gridsOf({})).toBe('1x1 2x2 3x3 4x4 5x5 6x6 8x8 10x10 13x13 16x16');
  });

  test.each(publishedSides.map(sides => [16 * (sides.at(-1) ?? 0), sides.length, sides] as const))(
    'of %i px in %i steps is the published table',
    (pixels, steps, sides) => {
      const planned = plan({ size: { width: pixels, height: pixels }, steps });
      expect(planned.scales.map(scale => scale.grid.rows)).toEqual([...sides]);
      expect(planned.warnings).toEqual([]);
    },
  );

  test('has shares of the work that sum to one and grow towards the last scale', () => {
    const shares = plan({}).scales.map(scale => scale.share);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect(shares.at(-1)).toBe(Math.max(...shares));
  });

  test('for wide pictures starts at one token and ends at the asked size', () => {
    const planned = plan({ size: { width: 512, height: 256 } });
    expect(planned.scales[0]?.grid).toEqual(square(1));
    expect(planned.scales.at(-1)).toMatchObject({ width: 512, height: 256 });
    expect(planned.scales).toHaveLength(10);
  });

  test('for an aspect ratio keeps about the trained area', () => {
    const planned = plan({ aspectRatio: { width: 16, height: 9 } });
    expect(planned.width / planned.height).toBeCloseTo(16 / 9, 0);
    expect((planned.width * planned.height) / 256 ** 2).toBeCloseTo(1, 0);
  });

  test('rounds sizes to whole tokens and says so', () => {
    const planned = plan({ size: { width: 250, height: 41 } });
    expect(planned).toMatchObject({ width: 256, height: 48 });
    expect(planned.warnings).toEqual([expect.stringContaining('rounded to 256 x 48')]);
  });

  test('drops repeats for small pictures', () => {
    expect(gridsOf({ size: { width: 128, height: 128 } })).toBe('1x1 2x2 3x3 4x4 5x5 6x6 8x8');
    expect(gridsOf({ size: { width: 16, height: 16 } })).toBe('1x1');
  });

  test('for large pictures keeps the coarse grids and goes on as the published lists do', () => {
    const only256 = { ...model, schedules: model.schedules.slice(0, 8) };
    const sides = (pixels: number) => {
      const result = planSchedule({ size: { width: pixels, height: pixels } }, only256);
      return result.ok ? result.plan.scales.map(scale => scale.grid.rows) : [];
    };
    expect(sides(384)).toEqual([1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 24]);
    expect(sides(512)).toEqual([1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 23, 32]);
    expect(sides(1024).slice(-4)).toEqual([23, 32, 45, 64]);
  });

  test.each(Array.from({ length: 11 }, (_, index) => index + 6))('has the %i steps asked for', steps => {
    for (const size of [
      { width: 256, height: 256 },
      { width: 320, height: 256 },
      { width: 512, height: 256 },
      { width: 272, height: 400 },
    ]) {
      const { scales } = plan({ size, steps });
      expect(scales).toHaveLength(steps);
      for (const [index, scale] of scales.entries()) {
        const before = scales[index - 1]?.grid ?? { rows: 1, columns: 1 };
        expect(scale.grid.rows).toBeGreaterThanOrEqual(before.rows);
        expect(scale.grid.columns).toBeGreaterThanOrEqual(before.columns);
      }
    }
  });

  test('has as many steps as there is room for', () => {
    const planned = plan({ size: { width: 64, height: 64 }, steps: 10 });
    expect(planned.scales.map(scale => scale.grid.rows)).toEqual([1, 2, 3, 4]);
    expect(planned.warnings).toEqual([expect.stringContaining('room for only 4 steps')]);
  });

  test('takes explicit schedules as they are', () => {
    const schedule = [square(1), { rows: 2, columns: 3 }, { rows: 2, columns: 7 }];
    expect(plan({ schedule })).toMatchObject({ width: 112, height: 32 });
    expect(gridsOf({ scheduleName: '512-15' })).toMatch(/16x16 23x23 32x32$/);
  });
});

describe('what cannot be planned is named', () => {
  test.each<[string, PlanRequest, string[]]>([
    ['an empty schedule', { schedule: [] }, ['schedule']],
    ['a descending one', { schedule: [square(1), square(4), square(2)] }, ['schedule.2']],
    ['a repeated grid', { schedule: [square(1), square(1)] }, ['schedule.1']],
    ['an empty grid', { schedule: [{ rows: 0, columns: 1 }] }, ['schedule.0.rows']],
    ['half a token', { schedule: [{ rows: 1, columns: 1.5 }] }, ['schedule.0.columns']],
    ['a grid above the limit', { schedule: [square(65)] }, ['schedule.0.rows', 'schedule.0.columns']],
    ['size 0', { size: { width: 0, height: 256 } }, ['size.width']],
    ['less than a token', { size: { width: 256, height: 7 } }, ['size.height']],
    ['a huge size', { size: { width: 100_000, height: 256 } }, ['size.width']],
    ['a negative size', { size: { width: -256, height: 256 } }, ['size.width']],
    ['no number', { size: { width: Number.NaN, height: 256 } }, ['size.width']],
    ['too few steps', { steps: 5 }, ['steps']],
    ['too many steps', { steps: 17 }, ['steps']],
    ['more tokens than fit', { schedule: [40, 50, 56, 60, 62, 64].map(square) }, ['schedule']],
    ['a strange ratio', { aspectRatio: { width: 1, height: 100 } }, ['aspectRatio']],
    ['a ratio of zero', { aspectRatio: { width: 0, height: 1 } }, ['aspectRatio.width']],
    ['an unknown schedule', { scheduleName: 'fast' }, ['scheduleName']],
    ['a schedule and a size', { schedule: [square(1)], size: { width: 64, height: 64 } }, ['schedule']],
    [
      'a size and a ratio',
      { size: { width: 64, height: 64 }, aspectRatio: { width: 1, height: 1 } },
      ['aspectRatio'],
    ],
  ])('%s', (_, request, fields) => {
    expect(problems(request)).toEqual(fields);
  });

  test('with what was given and what is allowed', () => {
    const result = planSchedule({ steps: 99 }, model);
    expect(result).toMatchObject({
      problems: [{ given: 99, message: 'steps must be an integer from 6 to 16. Given: 99.' }],
    });
  });
});
