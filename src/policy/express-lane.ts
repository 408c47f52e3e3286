import type { Place } from './place.ts';
import type { WaitingPicture } from './waiting-picture.ts';

/** Device time, in milliseconds, that coarse and due pictures may take at once while others wait. */
const burstMs = 1000;
/** How much more of the device they may take than the others, as long as both wait. */
const lanesRatio = 4;

/** Limits how long the others wait for coarse and due pictures, whose number nothing else limits. */
export class ExpressLane {
  /** Pictures that went first in the current order. */
  #express: ReadonlySet<number> = new Set();
  /** Cost by which they are ahead of `lanesRatio` times that of the others. */
  #ahead = 0;

  /** @param places sorted. @returns the pictures; the first of the others comes first when it is their turn. */
  order(places: readonly Place[], msPerCost: number): WaitingPicture[] {
    const pictures = places.map(({ picture }) => picture);
    const others = places.findIndex(({ rank }) => rank === 2);
    const express = others < 0 ? pictures : pictures.slice(0, others);
    this.#express = new Set(express.map(({ id }) => id));
    if (others < 0) this.#ahead = 0;
    if (others <= 0 || this.#ahead * msPerCost <= burstMs) return pictures;
    const [first, ...rest] = pictures.slice(others);
    return first === undefined ? pictures : [first, ...express, ...rest];
  }

  charge(id: number, cost: number): void {
    if (this.#express.has(id)) this.#ahead += cost;
    else this.#ahead = Math.max(0, this.#ahead - lanesRatio * cost);
  }
}
