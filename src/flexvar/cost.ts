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
/** Drawing a token takes as long as this many operations for each code (10 ns on one core, against the same 165 GFLOP/s). */
const operationsPerCandidate = 1650;

/** What a scale asks of the transformer: the tokens, all branches together, of the pass that it ends. */
export interface ScaleWork {
  /** Through the blocks: the scale's own, and those of the known scales that waited for it. */
  readonly tokens: number;
  /** Pairs of a token and one that it attends to. */
  readonly attended: number;
  /** Through the head: cells that are sampled. */
  readonly sampled: number;
}

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
  kept: KeptScales = [],
): number[] {
  return scaleWork(schedule, branches, kept).map(work => operations(model, work, 0));
}

/**
 * What each scale costs in time, as the operations that take as long: `scaleOperations` and the drawing of tokens, but
 * never less than what reading the weights costs.
 */
export function scaleCosts(
  model: CostModel,
  schedule: readonly Grid[],
  branches: 1 | 2 = 2,
  kept: KeptScales = [],
): number[] {
  return scaleWork(schedule, branches, kept).map(work => workCost(model, work));
}

/** What a scale costs in time, of one picture or of several together, as `scaleCosts` counts it. */
export function workCost(model: CostModel, work: ScaleWork): number {
  return (
    operations(model, work, tokensPerWeightRead) + operationsPerCandidate * model.codebookSize * work.sampled
  );
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

function scaleWork(schedule: readonly Grid[], branches: 1 | 2, kept: KeptScales): ScaleWork[] {
  let finished = 0;
  let waiting = { tokens: 0, attended: 0 };
  return schedule.map((grid, index) => {
    const cells = cellCount(grid);
    finished += cells;
    waiting.tokens += cells * branches;
    waiting.attended += cells * branches * finished;
    const sampled = sampledCells(kept[index], grid).length;
    if (sampled === 0) return { tokens: 0, attended: 0, sampled };
    const work = { ...waiting, sampled };
    waiting = { tokens: 0, attended: 0 };
    return work;
  });
}

/** @param atLeast tokens that a matrix costs at least when it is used at all. */
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
