import type { Pass } from './compose-pass.ts';
import { ExpressLane } from './express-lane.ts';
import type { Place } from './place.ts';
import { deadlineHeadStartMs, priorityRules, residentHeadStartMs } from './priority-rules.ts';
import { ShareTags } from './share-tags.ts';
import type { WaitingPicture } from './waiting-picture.ts';

/**
 * Decides which pictures in progress a device computes next:
 *
 * 1. coarse scales, so that everybody has a first preview soon, as long as their share is at most a head start ahead;
 * 2. pictures whose deadline is near and can be met, earliest first, within the same kind of limit;
 * 3. the others: the share that had the least (`ShareTags`), and within a share the oldest.
 *
 * What goes first is charged like everything else, so head starts bound how far shares can diverge. The first two
 * kinds together take at most four fifths of the device while there is work of the third (`ExpressLane`). So every
 * picture progresses, whatever else arrives.
 */
export class PassPolicy {
  readonly #tags = new ShareTags();
  readonly #lane = new ExpressLane();

  /**
   * @param nowMs on the clock of `arrivedMs`.
   * @param msPerCost measured device time per unit of cost.
   * @returns all pictures, most urgent first.
   */
  order(pictures: readonly WaitingPicture[], nowMs: number, msPerCost: number): WaitingPicture[] {
    const shares = Map.groupBy(pictures, ({ share }) => share);
    const weights = shares.entries().map(([share, own]): [string, number] => [share, highestWeight(own)]);
    this.#tags.setWaiting(new Map(weights));
    const places = shares
      .entries()
      .flatMap(([share, own]) => placesOf(own, this.#tags.of(share), this.#tags.now, nowMs, msPerCost))
      .toArray()
      .sort(byPlace);
    return this.#lane.order(places, msPerCost);
  }

  /**
   * Call after each pass. Its cost is divided between its pictures by what each would cost alone.
   * @param pass as composed; or any pictures with the cost of computing a scale of each.
   */
  charge(pass: Pass): void {
    const alone = pass.pictures.reduce((sum, picture) => sum + picture.nextCost, 0);
    for (const picture of pass.pictures) {
      const cost = (pass.cost * picture.nextCost) / alone;
      this.#tags.charge(picture.share, cost, priorityRules[picture.priority].weight);
      this.#lane.charge(picture.id, cost);
    }
  }
}

/** Places of the pictures of one share: each is computed after those before it. */
function placesOf(
  pictures: readonly WaitingPicture[],
  tag: number,
  virtualTime: number,
  nowMs: number,
  msPerCost: number,
): Place[] {
  const sorted = pictures
    .map(picture => ({ picture, headStartMs: headStartMs(picture) }))
    .sort((a, b) => b.headStartMs - a.headStartMs || byAge(a.picture, b.picture));
  let start = tag;
  return sorted.map(({ picture, headStartMs }): Place => {
    const key = start - headStartMs / msPerCost;
    const ahead = (start - virtualTime) * msPerCost;
    start += picture.nextCost / priorityRules[picture.priority].weight;
    if (picture.isCoarse && ahead <= headStartMs) return { picture, rank: 0, key };
    const { deadlineMs } = picture;
    if (deadlineMs !== null && ahead <= deadlineHeadStartMs) {
      const leftMs = picture.leftCost * msPerCost;
      if (isDue(deadlineMs - nowMs, leftMs)) return { picture, rank: 1, key: deadlineMs };
    }
    return { picture, rank: 2, key };
  });
}

function highestWeight(pictures: readonly WaitingPicture[]): number {
  return Math.max(...pictures.map(({ priority }) => priorityRules[priority].weight));
}

function headStartMs({ priority, isCoarse, resident }: WaitingPicture): number {
  const rules = priorityRules[priority];
  if (isCoarse) return rules.coarseHeadStartMs;
  return rules.headStartMs + (resident ? residentHeadStartMs : 0);
}

/** Whether a deadline is near enough to matter, and can still be met. */
function isDue(untilMs: number, leftMs: number): boolean {
  return leftMs <= untilMs && untilMs <= 4 * leftMs + 1000;
}

function byPlace(a: Place, b: Place): number {
  return a.rank - b.rank || a.key - b.key || byAge(a.picture, b.picture);
}

function byAge(a: WaitingPicture, b: WaitingPicture): number {
  return ageRank(a) - ageRank(b) || a.id - b.id;
}

function ageRank({ arrivedMs, priority }: WaitingPicture): number {
  return arrivedMs - priorityRules[priority].aheadMs;
}
