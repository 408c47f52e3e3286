import { type CostModel, type ScaleWork, scaleCosts, workCost } from '../../src/flexvar/cost.ts';
import { scheduleOfSteps } from '../../src/flexvar/derive-schedule.ts';
import { cellCount, type Grid } from '../../src/flexvar/grid.ts';

/** A model as its device sees it: nothing but sizes. */
export interface FakeModel {
  readonly name: string;
  readonly size: CostModel;
  /** Pixels per token. */
  readonly stride: number;
  /** Device time per unit of cost. */
  readonly msPerCost: number;
  /** Memory for caches. */
  readonly memoryBytes: number;
  /** Several times the longest scale. */
  readonly fairnessWindowMs: number;
}

/** Two AVX-512 cores, where the constants of `cost.ts` were measured. */
const msPerCost = 1000 / 165e9;

export const bundled: FakeModel = {
  name: 'bundled',
  size: { depth: 5, width: 320, codebookSize: 4096 },
  stride: 8,
  msPerCost,
  memoryBytes: 4e9,
  fairnessWindowMs: 20_000,
};
export const d16: FakeModel = {
  name: 'd16',
  size: { depth: 16, width: 1024, codebookSize: 8912 },
  stride: 16,
  msPerCost,
  memoryBytes: 4e9,
  fairnessWindowMs: 60_000,
};

/** All that a simulation needs to know of a picture of one size, with guidance. */
export interface PicturePlan {
  readonly pixels: number;
  readonly scales: readonly PlannedScale[];
  readonly totalCost: number;
  /** Number of scales of the first preview. */
  readonly coarseScales: number;
  /** Of these scales. */
  readonly coarseCost: number;
}

interface PlannedScale {
  readonly grid: Grid;
  /** With the caches of all earlier scales. */
  readonly work: ScaleWork;
  /** From this scale to the end. */
  readonly costLeft: number;
  /** Of the pass that rebuilds the caches of all earlier scales, beyond the scale itself. */
  readonly rebuild: ScaleWork;
  /** Caches of the picture while this scale is computed. */
  readonly bytes: number;
}

const branches = 2;
const steps = 10;
/** A pass takes this much longer than its work: messages, scheduling, many small operators. */
const passOverheadMs = 2;
/** Share of a picture's work that makes its first preview. */
const previewShare = 0.03;

export function planPicture(model: FakeModel, pixels: number): PicturePlan {
  const side = pixels / model.stride;
  const schedule = scheduleOfSteps(steps, { rows: side, columns: side });
  const costs = scaleCosts(model.size, schedule, branches).map(
    cost => cost + passOverheadMs / model.msPerCost,
  );
  const totalCost = sum(costs);
  let cells = 0;
  let rebuilt = 0;
  const scales = schedule.map((grid, index): PlannedScale => {
    const rebuild = { tokens: branches * cells, attended: rebuilt, sampled: 0 };
    const own = cellCount(grid);
    cells += own;
    const attended = branches * own * cells;
    rebuilt += attended;
    return {
      grid,
      work: { tokens: branches * own, attended, sampled: own },
      costLeft: sum(costs.slice(index)),
      rebuild,
      bytes: branches * 2 * model.size.depth * model.size.width * 4 * cells,
    };
  });
  const shares = costs.map((_, index) => sum(costs.slice(0, index + 1)) / totalCost);
  const coarseScales = Math.max(1, shares.findLastIndex(share => share <= previewShare) + 1);
  return { pixels, scales, totalCost, coarseScales, coarseCost: sum(costs.slice(0, coarseScales)) };
}

/** Cost of computing these in one pass. */
export function costTogether(model: FakeModel, works: readonly ScaleWork[]): number {
  return workCost(model.size, addWork(works)) + passOverheadMs / model.msPerCost;
}

export function addWork(works: readonly ScaleWork[]): ScaleWork {
  const all = { tokens: 0, attended: 0, sampled: 0 };
  for (const work of works) {
    all.tokens += work.tokens;
    all.attended += work.attended;
    all.sampled += work.sampled;
  }
  return all;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
