import type { Grid } from './grid.ts';

/**
 * Scales that are always taken greedily (top-k 1): those with a side that is not in `sampledSides` or is
 * larger than `maxSampledSide`. The reference implementation has this rule in its code only, and its published
 * figures depend on it. It is defined there for square grids; here either side decides.
 */
export interface GreedyRule {
  readonly sampledSides: readonly number[];
  readonly maxSampledSide: number;
}

/** Whether a rule takes a grid greedily. */
export function isGreedy(rule: GreedyRule | null, grid: Grid): boolean {
  if (rule === null) return false;
  return [grid.rows, grid.columns].some(
    side => side > rule.maxSampledSide || !rule.sampledSides.includes(side),
  );
}
