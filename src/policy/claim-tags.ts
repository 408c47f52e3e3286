import { priorityRules } from './priority-rules.ts';
import type { Priority } from './waiting-picture.ts';

/** Work in the queue of a model. */
export interface QueuedRun {
  readonly id: number;
  readonly share: string;
  readonly priority: Priority;
  /** Cost of all its pictures. */
  readonly work: number;
}

/** A run and its tags in virtual time: when its share's turn comes, and when it ends. */
export interface TaggedRun extends QueuedRun {
  readonly start: number;
  readonly finish: number;
}

/**
 * Start-time fair queueing of the runs of a model between shares, for any number of workers: tags are given once, when
 * a run is queued, and the claim that finds the lowest start tag needs no other state. A run starts where the last one
 * of its share and priority ends, but not before virtual time (as in `ShareTags`). So the first run of a share that was
 * idle comes before the rest of what others have queued.
 */
export class ClaimTags {
  /** Queued runs by share and priority, next ones first. */
  readonly #flows = new Map<string, TaggedRun[]>();
  /** Finish tags of the last claimed run by share and priority, where they are above virtual time. */
  readonly #claimed = new Map<string, number>();
  #now = 0;

  /** Virtual time. */
  get now(): number {
    return this.#now;
  }

  /** Queued runs, next ones first. */
  get queue(): TaggedRun[] {
    return [...this.#flows.values()].flat().sort(byStart);
  }

  /** Number of shares and priorities that it remembers beyond the queued runs. */
  get remembered(): number {
    return this.#claimed.size;
  }

  /** @param run with an id above those before it. */
  add(run: QueuedRun): TaggedRun {
    const flow = this.#flows.get(flowOf(run)) ?? [];
    const lastFinish = Math.max(flow.at(-1)?.finish ?? 0, this.#claimed.get(flowOf(run)) ?? 0);
    const start = Math.max(this.#now, lastFinish);
    const tagged = { ...run, start, finish: start + run.work / weightOf(run) };
    flow.push(tagged);
    this.#flows.set(flowOf(run), flow);
    return tagged;
  }

  /**
   * Takes the run with the lowest start tag.
   * @param may shares for which this worker may claim (`mayClaim`).
   */
  claim(may: (share: string) => boolean = () => true): TaggedRun | null {
    let next: TaggedRun | null = null;
    // One more than wait: a newcomer starts before those that kept pace.
    let weights = 1;
    for (const [first] of this.#flows.values()) {
      if (first === undefined) continue;
      weights += weightOf(first);
      if ((next === null || byStart(first, next) < 0) && may(first.share)) next = first;
    }
    if (next === null) return null;
    this.#take(next);
    this.#now = Math.max(this.#now + next.work / weights, next.start);
    this.#claimed.set(flowOf(next), Math.max(next.finish, this.#claimed.get(flowOf(next)) ?? 0));
    for (const [flow, finish] of this.#claimed) if (finish <= this.#now) this.#claimed.delete(flow);
    return next;
  }

  /**
   * Removes a canceled run. The next run of its share then starts after what is left of it, so that it is not charged
   * for what was not done. @returns whether the run was queued.
   */
  remove(id: number): boolean {
    const run = this.queue.find(queued => queued.id === id);
    if (run !== undefined) this.#take(run);
    return run !== undefined;
  }

  #take(run: TaggedRun): void {
    const flow = this.#flows.get(flowOf(run)) ?? [];
    flow.splice(flow.indexOf(run), 1);
    if (flow.length === 0) this.#flows.delete(flowOf(run));
  }
}

function byStart(a: TaggedRun, b: TaggedRun): number {
  return a.start - b.start || a.id - b.id;
}

function weightOf(run: QueuedRun): number {
  return priorityRules[run.priority].weight;
}

/** Priorities of a share queue separately, so that its urgent work does not wait for its own backlog. */
function flowOf({ share, priority }: QueuedRun): string {
  return `${priority} ${share}`;
}
