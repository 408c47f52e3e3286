import fc from 'fast-check';
import { composePass, type Pass } from '../../src/policy/compose-pass.ts';
import { PassPolicy } from '../../src/policy/pass-policy.ts';
import type { Priority, WaitingPicture } from '../../src/policy/waiting-picture.ts';

export const priorityArbitrary = fc.constantFrom<Priority>('HIGH', 'NORMAL', 'LOW');

/** A picture as a test describes it: the costs of its scales, in milliseconds. */
export interface TestPicture {
  readonly share: string;
  readonly priority?: Priority;
  readonly deadlineMs?: number | null;
  readonly costs: readonly number[];
  /** Number of scales of the first preview. */
  readonly coarseScales?: number;
}

interface InProgress {
  readonly picture: TestPicture;
  readonly id: number;
  readonly arrivedMs: number;
  finished: number;
}

/** A device of which a millisecond is a unit of cost, and which computes a scale of one picture a pass. */
export class FakeDevice {
  readonly policy = new PassPolicy();
  readonly #pictures: InProgress[] = [];
  readonly #work = new Map<string, number>();
  nowMs = 0;
  passes = 0;
  #ids = 0;

  /** @returns the picture's id. */
  add(picture: TestPicture): number {
    this.#pictures.push({ picture, id: this.#ids, arrivedMs: this.nowMs, finished: 0 });
    return this.#ids++;
  }

  /** Computes the next pass; null when there is nothing to compute. */
  pass(): Pass | null {
    const waiting = this.#pictures.map(viewOf);
    const ordered = this.policy.order(waiting, this.nowMs, 1);
    if (ordered.length === 0) return null;
    // Nothing is saved, so nothing joins.
    const costOf = (pictures: readonly WaitingPicture[]) =>
      pictures.reduce((sum, { nextCost }) => sum + nextCost, 0);
    const pass = composePass(ordered, { msPerCost: 1, costOf });
    this.policy.charge(pass);
    this.nowMs += pass.cost;
    this.passes++;
    for (const { id, share, nextCost } of pass.pictures) {
      this.#work.set(share, this.workOf(share) + nextCost);
      const place = this.#pictures.findIndex(picture => picture.id === id);
      const picture = this.#pictures[place];
      if (picture === undefined) continue;
      picture.finished++;
      if (picture.finished === picture.picture.costs.length) this.#pictures.splice(place, 1);
    }
    return pass;
  }

  /** Number of pictures in progress. */
  get waiting(): number {
    return this.#pictures.length;
  }

  /** Device time that a share got. */
  workOf(share: string): number {
    return this.#work.get(share) ?? 0;
  }

  hasPreview(id: number): boolean {
    const picture = this.#pictures.find(each => each.id === id);
    return picture === undefined || picture.finished >= (picture.picture.coarseScales ?? 0);
  }

  isComplete(id: number): boolean {
    return !this.#pictures.some(picture => picture.id === id);
  }
}

function viewOf({ picture, id, arrivedMs, finished }: InProgress): WaitingPicture {
  const sum = (costs: readonly number[]) => costs.reduce((total, cost) => total + cost, 0);
  return {
    id,
    share: picture.share,
    priority: picture.priority ?? 'NORMAL',
    arrivedMs,
    deadlineMs: picture.deadlineMs ?? null,
    nextCost: picture.costs[finished] ?? 0,
    leftCost: sum(picture.costs.slice(finished)),
    totalCost: sum(picture.costs),
    isCoarse: finished < (picture.coarseScales ?? 0),
    resident: finished > 0,
  };
}
