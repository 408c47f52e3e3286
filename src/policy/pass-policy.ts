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
 * kinds together take at most four fifths of the device, and of a share, while there is work of the third
 * (`ExpressLane`). So every picture progresses, whatever else comes.
 */
export class PassPolicy {
  readonly #tags = new ShareTags();
  readonly #lane = new ExpressLane();
  /** Of waiting shares. */
  readonly #lanes = new Map<string, ExpressLane>();
  /** Ids of coarse and due pictures in the last order. */
  #express: ReadonlySet<number> = new Set();

  /**
   * @param nowMs on the clock of `arrivedMs`.
   * @param msPerCost measured device time per unit of cost.
   * @returns all pictures, most urgent first.
   */
  order(pictures: readonly WaitingPicture[], nowMs: number, msPerCost: number): WaitingPicture[] {
    const shares = Map.groupBy(pictures, ({ share }) => share);
    const weights = shares.entries().map(([share, own]): [string, number] => [share, highestWeight(own)]);
    this.#tags.setWaiting(new Map(weights));
    for (const share of this.#lanes.keys()) if (!shares.has(share)) this.#lanes.delete(share);
    const places: Place[] = [];
    for (const [share, own] of shares) {
      const ownPlaces = placesOf(own, this.#tags.of(share), this.#tags.now, nowMs, msPerCost);
      const lane = this.#lanes.get(share) ?? new ExpressLane();
      this.#lanes.set(share, lane);
      places.push(...lane.limit(ownPlaces.sort(byPlace), msPerCost));
    }
    this.#express = new Set(places.filter(({ isExpress }) => isExpress).map(({ picture }) => picture.id));
    return this.#lane
      .limit(places.sort(byPlace), msPerCost)
      .toSorted(byPlace)
      .map(({ picture }) => picture);
  }

  /**
   * Call after each pass. Its cost is divided between its pictures by what each would cost alone.
   * @param pass as composed; or any pictures with the cost of computing a scale of each.
   */
  charge(pass: Pass): void {
    const alone = pass.pictures.reduce((sum, picture) => sum + picture.nextCost, 0);
    for (const { id, share, priority, nextCost } of pass.pictures) {
      const cost = (pass.cost * nextCost) / alone;
      this.#tags.charge(share, cost, priorityRules[priority].weight);
      this.#lane.charge(this.#express.has(id), cost);
      this.#lanes.get(share)?.charge(this.#express.has(id), cost);
    }
  }
}

/** Places of the pictures of one share: coarse scales first, then the oldest; each is computed after those before it. */
function placesOf(
  pictures: readonly WaitingPicture[],
  tag: number,
  virtualTime: number,
  nowMs: number,
  msPerCost: number,
): Place[] {
  const sorted = pictures.toSorted((a, b) => Number(b.isCoarse) - Number(a.isCoarse) || byAge(a, b));
  let start = tag;
  const places = sorted.map((picture): Place => {
    const headStart = headStartMs(picture);
    const key = start - headStart / msPerCost;
    const ahead = (start - virtualTime) * msPerCost;
    start += picture.nextCost / priorityRules[picture.priority].weight;
    if (picture.isCoarse && ahead <= headStart) return { picture, isExpress: true, rank: 0, key };
    const { deadlineMs } = picture;
    if (deadlineMs !== null && ahead <= deadlineHeadStartMs) {
      const leftMs = picture.leftCost * msPerCost;
      if (isDue(deadlineMs - nowMs, leftMs)) return { picture, isExpress: true, rank: 1, key: deadlineMs };
    }
    return { picture, isExpress: false, rank: 2, key };
  });
  // Those before a picture have its head start, too, so that it does not overtake them.
  const lowest = { 0: Number.POSITIVE_INFINITY, 2: Number.POSITIVE_INFINITY };
  return places.toReversed().map((place): Place => {
    const { rank, key } = place;
    if (rank === 1) return place;
    lowest[rank] = Math.min(lowest[rank], key);
    return { ...place, key: lowest[rank] };
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
