import type { Grid } from './grid.ts';
import { type Problem, problem } from './problem.ts';

/** Most scales of a schedule. */
export const maxScales = 32;
/** Most tokens of a schedule, all scales together: what a batch of one may cost in memory. */
export const maxTokens = 16_384;

/**
 * Checks a schedule that a user wrote: at least one grid, whole sides from 1 to `maxSide`, and no side smaller
 * than in the grid before (each grid refines the one before it; equal grids would be the same scale twice).
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

/** Whether one grid may follow another in a schedule: more cells, and neither side smaller. */
export function refines(coarse: Grid, fine: Grid): boolean {
  return (
    fine.rows >= coarse.rows &&
    fine.columns >= coarse.columns &&
    fine.rows * fine.columns > coarse.rows * coarse.columns
  );
}
