import { picturesAhead } from './may-claim.ts';
import { priorityRules } from './priority-rules.ts';
import type { Priority } from './waiting-picture.ts';

/** Unfinished work of a share, in the units of `flexvar/cost.ts`. */
export interface ShareWork {
  readonly share: string;
  readonly priority: Priority;
  /** In progress, without the pass that is running. */
  readonly cost: number;
  /** The part of it that makes first previews. */
  readonly coarseCost: number;
  readonly pictures: number;
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
  /** Runs that wait to be claimed, by start tag. */
  readonly queued: readonly ShareWork[];
}

/** In milliseconds from now. */
export interface Estimate {
  readonly firstPreviewMs: number;
  readonly endMs: number;
}

/**
 * When a run will have its first preview and its end, if nothing else comes. On a worker, shares progress side by side:
 * until a share has got some amount of work, each other one gets as much in proportion to its weight, or less if it has
 * less. Queued runs of the share are claimed in order, each by the worker that may claim it first; what other shares
 * have queued is divided between all workers.
 * @param on the worker that has claimed the run; null as long as it is queued.
 * @param ahead as for `mayClaim`.
 * @returns null if no worker serves the model.
 */
export function estimate(
  state: QueueState,
  run: ShareWork,
  on: WorkerState | null = null,
  ahead: number = picturesAhead,
): Estimate | null {
  const { workers, queued } = state;
  const others = queued
    .filter(({ share }) => share !== run.share)
    .map(work => ({ ...work, cost: work.cost / workers.length, coarseCost: 0, pictures: 0 }));
  const lanes = (on === null ? workers : [on]).map(worker => new Lane(worker, others, run, ahead));
  if (on === null)
    for (const before of queued) if (before.share === run.share) earliest(lanes)?.claim(before);
  const lane = earliest(lanes);
  if (lane === null) return null;
  const claimedMs = on === null ? lane.claimsMs : lane.passLeftMs;
  const firstPreviewMs = run.coarseCost === 0 ? 0 : claimedMs + lane.previewMs(run);
  lane.claim(run);
  return { firstPreviewMs, endMs: lane.freeMs };
}

function earliest(lanes: readonly Lane[]): Lane | null {
  return lanes.reduce<Lane | null>(
    (best, lane) => (best === null || lane.claimsMs < best.claimsMs ? lane : best),
    null,
  );
}

/** A worker, as far as a share's runs see it. */
class Lane {
  readonly #worker: WorkerState;
  /** By other shares. */
  readonly #others: ReadonlyMap<string, ShareWork>;
  readonly #weight: number;
  readonly #ahead: number;
  /** Of the share. */
  #cost: number;
  #pictures: number;

  constructor(worker: WorkerState, queued: readonly ShareWork[], run: ShareWork, ahead: number) {
    const totals = perShare([...worker.inProgress, ...queued]);
    const own = totals.get(run.share);
    totals.delete(run.share);
    this.#worker = worker;
    this.#others = totals;
    this.#weight = priorityRules[run.priority].weight;
    this.#ahead = ahead;
    this.#cost = own?.cost ?? 0;
    this.#pictures = own?.pictures ?? 0;
  }

  get passLeftMs(): number {
    return this.#worker.passLeftMs;
  }

  /** When it may claim another run of the share. */
  get claimsMs(): number {
    if (this.#pictures < this.#ahead) return this.passLeftMs;
    return this.#timeUntil(this.#cost * (1 - (this.#ahead - 1) / this.#pictures));
  }

  /** When it has done all that it claimed for the share. */
  get freeMs(): number {
    return this.#timeUntil(this.#cost);
  }

  /** From its claim to a run's first preview. */
  previewMs(run: ShareWork): number {
    let cost = run.coarseCost;
    for (const { coarseCost } of this.#others.values()) cost += Math.min(coarseCost, run.coarseCost);
    return cost * this.#worker.msPerCost;
  }

  claim(run: ShareWork): void {
    this.#cost += run.cost;
    this.#pictures += run.pictures;
  }

  /** When the share has got this much. */
  #timeUntil(need: number): number {
    let work = need;
    for (const { priority, cost } of this.#others.values())
      work += Math.min(cost, (need * priorityRules[priority].weight) / this.#weight);
    return this.passLeftMs + work * this.#worker.msPerCost;
  }
}

function perShare(works: Iterable<ShareWork>): Map<string, ShareWork> {
  const totals = new Map<string, ShareWork>();
  for (const work of works) {
    const before = totals.get(work.share);
    totals.set(work.share, {
      ...work,
      cost: work.cost + (before?.cost ?? 0),
      coarseCost: work.coarseCost + (before?.coarseCost ?? 0),
      pictures: work.pictures + (before?.pictures ?? 0),
    });
  }
  return totals;
}
