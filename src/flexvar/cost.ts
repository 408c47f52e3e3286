import type { ScaleMasks } from './edit-scales.ts';
import { sampledCells } from './forced-scale.ts';
import { cellCount, type Grid } from './grid.ts';

/** Sizes that determine the cost of a scale. */
export interface CostModel {
  readonly depth: number;
  readonly width: number;
  readonly codebookSize: number;
}

/**
 * Reading a weight from memory takes as long as computing about this many tokens with it (27 GB/s versus 165 GFLOP/s in
 * float32, measured on two AVX-512 cores), so smaller scales cost no less.
 */
const tokensPerWeightRead = 12;
/** Sampling a token takes as long as this many operations per code (10 ns on one core, versus the same 165 GFLOP/s). */
const operationsPerCandidate = 1650;

/** The transformer work of a scale: token counts of the pass it ends, for all branches together. */
export interface ScaleWork {
  /** Through the blocks: its own tokens, and those of known scales that waited for it. */
  readonly tokens: number;
  /** Pairs of tokens and tokens they attend to. */
  readonly attended: number;
  /** Through the head: sampled cells. */
  readonly sampled: number;
}

/**
 * Floating-point operations of each scale, for one picture with `branches` guidance branches: 24 C^2 per token and
 * block for the matrices, 4 C per token, block and attended token, 2 C V per sampled token for the head.
 * @param masks forced cells. A wholly kept scale shares the pass of the next sampled one and costs nothing itself; those
 *   after the last sampled one are not run at all.
 */
export function scaleOperations(
  model: CostModel,
  schedule: readonly Grid[],
  branches: 1 | 2 = 2,
  masks: ScaleMasks = [],
): number[] {
  return scaleWork(schedule, branches, masks).map(work => operations(model, work, 0));
}

/**
 * Time cost of each scale, in equivalent operations: `scaleOperations` plus sampling, but at least the cost of reading
 * the weights.
 */
export function scaleCosts(
  model: CostModel,
  schedule: readonly Grid[],
  branches: 1 | 2 = 2,
  masks: ScaleMasks = [],
): number[] {
  return scaleWork(schedule, branches, masks).map(work => workCost(model, work));
}

/** Time cost of a scale, for one or several pictures together, in the units of `scaleCosts`. */
export function workCost(model: CostModel, work: ScaleWork): number {
  return (
    operations(model, work, tokensPerWeightRead) + operationsPerCandidate * model.codebookSize * work.sampled
  );
}

/** Each scale's share of the work, 0 .. 1, summing to 1; equal shares if nothing is computed. */
export function workShares(
  model: CostModel,
  schedule: readonly Grid[],
  masks: ScaleMasks = [],
  branches: 1 | 2 = 2,
): number[] {
  const costs = scaleCosts(model, schedule, branches, masks);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  return costs.map(cost => (total === 0 ? 1 / costs.length : cost / total));
}

function scaleWork(schedule: readonly Grid[], branches: 1 | 2, masks: ScaleMasks): ScaleWork[] {
  let finished = 0;
  let waiting = { tokens: 0, attended: 0 };
  return schedule.map((grid, index) => {
    const cells = cellCount(grid);
    finished += cells;
    waiting.tokens += cells * branches;
    waiting.attended += cells * branches * finished;
    const sampled = sampledCells(masks[index], grid).length;
    if (sampled === 0) return { tokens: 0, attended: 0, sampled };
    const work = { ...waiting, sampled };
    waiting = { tokens: 0, attended: 0 };
    return work;
  });
}

/** @param atLeast minimum cost of using a matrix, in tokens. */
function operations(
  { depth, width, codebookSize }: CostModel,
  { tokens, attended, sampled }: ScaleWork,
  atLeast: number,
): number {
  if (sampled === 0) return 0;
  const matrices = 24 * width ** 2 * Math.max(tokens, atLeast);
  const head = 2 * width * codebookSize * Math.max(sampled, atLeast);
  return depth * (matrices + 4 * width * attended) + head;
}
