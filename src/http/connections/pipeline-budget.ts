import { Tally } from '../../fairness/tally.ts';

/** Discarded requests count for at least this many milliseconds, at most twice as long. */
const memoryMs = 1000;

/**
 * Counts requests held back, by address, including those recently discarded because their client left. Each has cost
 * parsing, and only a flood sends so many without waiting.
 */
export class PipelineBudget {
  readonly #most: number;
  readonly #heldBack = new Tally();
  #thrownAway = new Tally();
  #thrownAwayBefore = new Tally();
  #turnsAt = 0;
  #onSpent: (address: string) => void = () => {};

  /** @param most maximum per address. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether an address has used up its share, so that reading from it stops. */
  isSpent(address: string): boolean {
    this.#forget();
    const thrownAway = this.#thrownAway.of(address) + this.#thrownAwayBefore.of(address);
    return this.#heldBack.of(address) + thrownAway >= this.#most;
  }

  /** @param onSpent called whenever an address uses up its share. */
  watch(onSpent: (address: string) => void): void {
    this.#onSpent = onSpent;
  }

  holdBack(address: string): void {
    this.#heldBack.add(address);
    if (this.isSpent(address)) this.#onSpent(address);
  }

  /** @param wasWanted false if its client left before it was handed on. */
  release(address: string, wasWanted: boolean): void {
    this.#heldBack.remove(address);
    this.#forget();
    if (!wasWanted) this.#thrownAway.add(address);
  }

  #forget(): void {
    const now = performance.now();
    if (now < this.#turnsAt) return;
    // After a long silence, nothing in between needs to be remembered.
    this.#thrownAwayBefore = now < this.#turnsAt + memoryMs ? this.#thrownAway : new Tally();
    this.#thrownAway = new Tally();
    this.#turnsAt = now + memoryMs;
  }
}
