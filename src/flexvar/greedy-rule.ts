import type { Grid } from './grid.ts';
import type { GreedyRule } from './model.ts';

/** Whether the rule makes a grid greedy. */
export function isGreedy(rule: GreedyRule | null, grid: Grid): boolean {
  if (rule === null) return false;
  return [grid.rows, grid.columns].some(
    side => side > rule.maxSampledSide || !rule.sampledSides.includes(side),
  );
}
