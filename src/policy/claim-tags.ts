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
  /** By start tag, then in the order in which they came. */
  readonly #queue: TaggedRun[] = [];
  /** The same by share and priority. */
  readonly #flows = new Map<string, TaggedRun[]>();
  /** Finish tags of the last claimed run by share and priority, where they are above virtual time. */
  readonly #claimed = new Map<string, number>();
  #now = 0;

  /** Virtual time. */
  get now(): number {
    return this.#now;
  }

  /** Queued runs, next ones first. */
  get queue(): readonly TaggedRun[] {
    return this.#queue;
  }

  /** Number of shares and priorities that it remembers beyond the queued runs. */
  get remembered(): number {
    return this.#claimed.size;
  }

  add(run: QueuedRun): TaggedRun {
    const flow = this.#flows.get(flowOf(run)) ?? [];
    const lastFinish = Math.max(flow.at(-1)?.finish ?? 0, this.#claimed.get(flowOf(run)) ?? 0);
    const start = Math.max(this.#now, lastFinish);
    const tagged = { ...run, start, finish: start + run.work / weightOf(run) };
    let place = this.#queue.length;
    while (place > 0 && (this.#queue[place - 1]?.start ?? 0) > start) place--;
    this.#queue.splice(place, 0, tagged);
    this.#flows.set(flowOf(run), [...flow, tagged]);
    return tagged;
  }

  /**
   * Takes the run with the lowest start tag.
   * @param may which runs this worker may claim (`mayClaim`).
   */
  claim(may: (run: TaggedRun) => boolean = () => true): TaggedRun | null {
    const run = this.#queue.find(may);
    if (run === undefined) return null;
    // One more than wait: a newcomer starts before those that kept pace.
    const weights = this.#flows.values().reduce((sum, [first]) => sum + weightOf(first), 1);
    this.#take(run);
    this.#now = Math.max(this.#now + run.work / weights, run.start);
    this.#claimed.set(flowOf(run), Math.max(run.finish, this.#claimed.get(flowOf(run)) ?? 0));
    for (const [flow, finish] of this.#claimed) if (finish <= this.#now) this.#claimed.delete(flow);
    return run;
  }

  /**
   * Removes a canceled run. The next run of its share then starts after what is left of it, so that it is not charged
   * for what was not done. @returns whether the run was queued.
   */
  remove(id: number): boolean {
    const run = this.#queue.find(queued => queued.id === id);
    if (run !== undefined) this.#take(run);
    return run !== undefined;
  }

  #take(run: TaggedRun): void {
    this.#queue.splice(this.#queue.indexOf(run), 1);
    const left = (this.#flows.get(flowOf(run)) ?? []).filter(other => other !== run);
    if (left.length > 0) this.#flows.set(flowOf(run), left);
    else this.#flows.delete(flowOf(run));
  }
}

function weightOf(run: QueuedRun | undefined): number {
  return run === undefined ? 0 : priorityRules[run.priority].weight;
}

/** Priorities of a share queue separately, so that its urgent work does not wait for its own backlog. */
function flowOf({ share, priority }: QueuedRun): string {
  return `${priority} ${share}`;
}
