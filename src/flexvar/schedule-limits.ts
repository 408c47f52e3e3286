import type { Grid } from './grid.ts';
import { type Problem, problem } from './problem.ts';

/** Maximum number of scales. */
export const maxScales = 32;
/** Maximum tokens of a schedule over all scales, which bounds the memory of a single picture. */
export const maxTokens = 16_384;

/**
 * Validates a user's schedule: at least one grid, integer sides from 1 to `maxSide`, and no side smaller than in the
 * previous grid (each grid refines the previous one; equal grids would repeat a scale).
 * @param maxSide in tokens.
 */
export function scheduleProblems(schedule: readonly Grid[], maxSide: number, field = 'schedule'): Problem[] {
  if (schedule.length === 0 || schedule.length > maxScales)
    return [problem(field, schedule, `a list of 1 to ${maxScales} grids`)];
  const sides = schedule.flatMap((grid, index) =>
    (['rows', 'columns'] as const).flatMap(side =>
      isSide(grid[side], maxSide)
        ? []
        : [problem(`${field}.${index}.${side}`, grid[side], `an integer from 1 to ${maxSide}`)],
    ),
  );
  if (sides.length > 0) return sides;
  const order = schedule.flatMap((grid, index) => {
    const before = schedule[index - 1];
    if (before === undefined || refines(before, grid)) return [];
    const allowed = `larger than the grid before it, ${before.rows} x ${before.columns}, with neither side smaller`;
    return [problem(`${field}.${index}`, `${grid.rows} x ${grid.columns}`, allowed)];
  });
  const tokens = schedule.reduce((sum, grid) => sum + grid.rows * grid.columns, 0);
  if (tokens > maxTokens)
    order.push(problem(field, `${tokens} tokens`, `at most ${maxTokens} tokens in all`));
  return order;
}

function isSide(value: number, maxSide: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= maxSide;
}

/** Whether one grid may follow another: more cells, and neither side smaller. */
export function refines(coarse: Grid, fine: Grid): boolean {
  return (
    fine.rows >= coarse.rows &&
    fine.columns >= coarse.columns &&
    fine.rows * fine.columns > coarse.rows * coarse.columns
  );
}
