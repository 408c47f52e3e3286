/** Multiple of the expected time that is allowed, because the machine may be busy. */
const slack = 10;
/** Weight of earlier measurements after each new one. */
const memory = 0.9;

/** Measures the speed of a process, and derives how long it may be silent before it counts as hanging. */
export class Pace {
  readonly #floorSeconds: number;
  readonly #firstRate: number;
  #milliseconds = 0;
  #cost = 0;

  /**
   * @param floorSeconds minimum allowance.
   * @param firstRate assumed milliseconds per unit of cost before any measurement; a generous estimate.
   */
  constructor(floorSeconds: number, firstRate: number) {
    this.#floorSeconds = floorSeconds;
    this.#firstRate = firstRate;
  }

  measured(cost: number, milliseconds: number): void {
    this.#milliseconds = this.#milliseconds * memory + milliseconds;
    this.#cost = this.#cost * memory + cost;
  }

  /** Seconds allowed for work of this cost, in any consistent unit. */
  limitSeconds(cost: number): number {
    const rate = this.#cost > 0 ? this.#milliseconds / this.#cost : this.#firstRate;
    return Math.max(this.#floorSeconds, (slack * cost * rate) / 1000);
  }
}
