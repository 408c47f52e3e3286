import { priorityRules } from './priority-rules.ts';
import type { Priority } from './waiting-picture.ts';

/** Unfinished work of a share, in the units of `flexvar/cost.ts`. */
export interface ShareWork {
  readonly share: string;
  readonly priority: Priority;
  readonly cost: number;
  /** The part of it that makes first previews. */
  readonly coarseCost: number;
}

export interface WorkerState {
  /** Measured. */
  readonly msPerCost: number;
  /** Until its pass ends; 0 when it is idle. */
  readonly passLeftMs: number;
  /** In progress on it. */
  readonly inProgress: readonly ShareWork[];
}

/** What the workers of a model have to do. Of the share of the estimated run, only what goes before it. */
export interface QueueState {
  readonly workers: readonly WorkerState[];
  /** Waiting to be claimed. */
  readonly queued: readonly ShareWork[];
}

/** In milliseconds from now. */
export interface Estimate {
  readonly firstPreviewMs: number;
  readonly endMs: number;
}

/**
 * When a run will have its first preview and its end, if nothing else comes. Shares progress side by side: until a
 * share has got some amount of work, each other one gets as much in proportion to its weight, or less if it has less.
 * @param on the worker that has claimed the run; null as long as it is queued.
 * @returns null if no worker serves the model.
 */
export function estimate(state: QueueState, run: ShareWork, on: WorkerState | null = null): Estimate | null {
  const { workers, queued } = state;
  const next = on ?? workers.toSorted((a, b) => a.passLeftMs - b.passLeftMs)[0];
  if (next === undefined) return null;
  const { msPerCost } = next;
  const queue = perShare(queued);
  const queuedBefore = queue.get(run.share)?.cost ?? 0;
  if (on === null && queuedBefore > 0) {
    // Any worker may claim it, when its share's other runs are done.
    const all = perShare([...queued, ...workers.flatMap(({ inProgress }) => inProgress)]);
    const timeOf = (need: number) => (workUntil(all, run, need) / workers.length) * msPerCost;
    const before = all.get(run.share)?.cost ?? 0;
    return {
      firstPreviewMs: timeOf(queuedBefore) + run.coarseCost * msPerCost,
      endMs: Math.max(timeOf(before + run.cost), run.cost * msPerCost),
    };
  }
  // What others have queued is going to be claimed by all workers alike.
  const others = queue
    .values()
    .filter(({ share }) => share !== run.share)
    .map(work => ({ ...work, cost: work.cost / workers.length, coarseCost: 0 }));
  const totals = perShare([...next.inProgress, ...others]);
  const coarse = totals
    .values()
    .reduce((sum, { coarseCost }) => sum + Math.min(coarseCost, run.coarseCost), run.coarseCost);
  const need = (totals.get(run.share)?.cost ?? 0) + run.cost;
  return {
    firstPreviewMs: run.coarseCost === 0 ? 0 : next.passLeftMs + coarse * msPerCost,
    endMs: next.passLeftMs + workUntil(totals, run, need) * msPerCost,
  };
}

function perShare(work: Iterable<ShareWork>): Map<string, ShareWork> {
  const totals = new Map<string, ShareWork>();
  for (const next of work) {
    const before = totals.get(next.share);
    const cost = (before?.cost ?? 0) + next.cost;
    const coarseCost = (before?.coarseCost ?? 0) + next.coarseCost;
    totals.set(next.share, { ...next, cost, coarseCost });
  }
  return totals;
}

/** Work that is done until the share of the run got this much. */
function workUntil(totals: ReadonlyMap<string, ShareWork>, run: ShareWork, need: number): number {
  const { weight } = priorityRules[run.priority];
  let work = need;
  for (const { share, priority, cost } of totals.values())
    if (share !== run.share) work += Math.min(cost, (need * priorityRules[priority].weight) / weight);
  return work;
}
