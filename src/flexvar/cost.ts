import type { KeptScales } from './edit-scales.ts';
import { sampledCells } from './forced-scale.ts';
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
 * token and block for the matrices, 4 C a token, block and token attended to, 2 C V a sampled token for the head.
 * @param kept what is taken from elsewhere. A scale that is kept wholly goes through the blocks in one pass with the
 *   next that is sampled, and costs nothing itself; those after the last sampled one are not run at all.
 */
export function scaleOperations(
  model: CostModel,
  schedule: readonly Grid[],
  branches: 1 | 2 = 2,
  atLeastTokens = 0,
  kept: KeptScales = [],
): number[] {
  let attended = 0;
  let pass = { cells: 0, attention: 0 };
  return schedule.map((grid, index) => {
    const cells = cellCount(grid);
    attended += cells;
    pass.cells += cells;
    pass.attention += 4 * model.width * cells * branches * attended;
    const sampled = sampledCells(kept[index], grid).length;
    if (sampled === 0) return 0;
    const matrices = 24 * model.width ** 2 * Math.max(pass.cells * branches, atLeastTokens);
    const head = 2 * model.width * model.codebookSize * Math.max(sampled, atLeastTokens);
    const operations = model.depth * (matrices + pass.attention) + head;
    pass = { cells: 0, attention: 0 };
    return operations;
  });
}

/** What each scale costs, in operations: `scaleOperations`, but never less than what reading the weights costs. */
export function scaleCosts(
  model: CostModel,
  schedule: readonly Grid[],
  branches: 1 | 2 = 2,
  kept: KeptScales = [],
): number[] {
  return scaleOperations(model, schedule, branches, tokensPerWeightRead, kept);
}

/** Each scale's share of the work, 0 .. 1, summing to 1; equal shares when nothing is computed. */
export function workShares(
  model: CostModel,
  schedule: readonly Grid[],
  kept: KeptScales = [],
  branches: 1 | 2 = 2,
): number[] {
  const costs = scaleCosts(model, schedule, branches, kept);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  return costs.map(cost => (total === 0 ? 1 / costs.length : cost / total));
}
