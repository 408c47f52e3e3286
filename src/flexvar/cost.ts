import { cellCount, type Grid } from './grid.ts';

/** Sizes that decide what a scale costs. */
export interface CostModel {
  readonly depth: number;
  readonly width: number;
  readonly codebookSize: number;
}

/**
 * Reading a weight from memory takes as long as computing with it for about this many tokens (27 GB/s
 * against 165 GFLOP/s in float32, measured on two AVX-512 cores), so a small scale costs no less.
 */
const tokensPerWeightRead = 12;

/**
 * Floating-point operations of each scale of a schedule, for one picture with `branches` guidance branches: 24 C^2 a
 * token and block for the matrices, 4 C a token, block and token attended to, 2 C V a token for the head.
 */
export function scaleOperations(
  model: CostModel,
  schedule: readonly Grid[],
  branches: 1 | 2 = 2,
  atLeastTokens = 0,
): number[] {
  let attended = 0;
  return schedule.map(grid => {
    const cells = cellCount(grid);
    attended += cells;
    const matrices = 24 * model.width ** 2 * Math.max(cells * branches, atLeastTokens);
    const attention = 4 * model.width * cells * branches * attended;
    const head = 2 * model.width * model.codebookSize * Math.max(cells, atLeastTokens);
    return model.depth * (matrices + attention) + head;
  });
}

/** What each scale costs, in operations: `scaleOperations`, but never less than what reading the weights costs. */
export function scaleCosts(model: CostModel, schedule: readonly Grid[], branches: 1 | 2 = 2): number[] {
  return scaleOperations(model, schedule, branches, tokensPerWeightRead);
}

/** Each scale's share of the work, 0 .. 1, summing to 1. */
export function workShares(model: CostModel, schedule: readonly Grid[]): number[] {
  const costs = scaleCosts(model, schedule);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  return costs.map(cost => cost / total);
}
