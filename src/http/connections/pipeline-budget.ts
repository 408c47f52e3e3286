import { Tally } from '../../fairness/tally.ts';

/** What was thrown away is remembered for so many milliseconds, and forgotten after twice as many. */
const memoryMs = 1000;

/**
 * Requests that are held back in connections, by address, together with those that were thrown away lately
 * because their client left: each was parsed, and nobody but a flood sends so many without waiting.
 */
export class PipelineBudget {
  readonly #most: number;
  readonly #heldBack = new Tally();
  #thrownAway = new Tally();
  #thrownAwayBefore = new Tally();
  #turnsAt = 0;
  #onSpent: (address: string) => void = () => {};

  /** @param most of one address. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether an address has used up its share, so that nothing more of it is even read. */
  isSpent(address: string): boolean {
    this.#forget();
    const thrownAway = this.#thrownAway.of(address) + this.#thrownAwayBefore.of(address);
    return this.#heldBack.of(address) + thrownAway >= this.#most;
  }

  /** @param onSpent told whenever an address has come to its share. */
  watch(onSpent: (address: string) => void): void {
    this.#onSpent = onSpent;
  }

  holdBack(address: string): void {
    this.#heldBack.add(address);
    if (this.isSpent(address)) this.#onSpent(address);
  }

  /** @param wasWanted false when its client left before it was handed on. */
  release(address: string, wasWanted: boolean): void {
    this.#heldBack.remove(address);
    this.#forget();
    if (!wasWanted) this.#thrownAway.add(address);
  }

  #forget(): void {
    const now = performance.now();
    if (now < this.#turnsAt) return;
    // After a long silence there is nothing in between that could be remembered.
    this.#thrownAwayBefore = now < this.#turnsAt + memoryMs ? this.#thrownAway : new Tally();
    this.#thrownAway = new Tally();
    this.#turnsAt = now + memoryMs;
  }
}
