import type { Place } from './place.ts';

/** Device time, in milliseconds, that coarse and due pictures may take at once while others wait. */
const burstMs = 1000;
/** How much more than the others they may take, as long as both wait. */
const lanesRatio = 4;

/**
 * Limits how long pictures wait for coarse and due ones, of which there may always be more: on a device, and within a
 * share.
 */
export class ExpressLane {
  /** Cost by which coarse and due pictures are ahead of `lanesRatio` times that of the others. */
  #ahead = 0;

  /**
   * @param places sorted, as they would be without a limit.
   * @returns the same; where it is the others' turn, their first one has changed places with the first one of all.
   */
  limit(places: readonly Place[], msPerCost: number): readonly Place[] {
    const [first] = places;
    const other = places.find(({ isExpress }) => !isExpress);
    if (other === undefined) this.#ahead = 0;
    if (first === undefined || other === undefined || this.#ahead * msPerCost <= burstMs) return places;
    return places.map(place => {
      if (place === first) return { ...place, rank: other.rank, key: other.key };
      if (place === other) return { ...place, rank: first.rank, key: first.key };
      return place;
    });
  }

  charge(isExpress: boolean, cost: number): void {
    this.#ahead = isExpress ? this.#ahead + cost : Math.max(0, this.#ahead - lanesRatio * cost);
  }
}
