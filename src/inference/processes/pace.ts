/** So many times what it should take is allowed: a machine may be busy with other things, too. */
const slack = 10;
/** How much of what was measured before still counts after each measurement. */
const memory = 0.9;

/** How fast a process works, and from that how long it may be silent before it counts as hanging. */
export class Pace {
  readonly #floorSeconds: number;
  readonly #firstRate: number;
  #milliseconds = 0;
  #cost = 0;

  /**
   * @param floorSeconds allowed for anything.
   * @param firstRate milliseconds a unit of cost is believed to take until it has been measured; rather too many.
   */
  constructor(floorSeconds: number, firstRate: number) {
    this.#floorSeconds = floorSeconds;
    this.#firstRate = firstRate;
  }

  measured(cost: number, milliseconds: number): void {
    this.#milliseconds = this.#milliseconds * memory + milliseconds;
    this.#cost = this.#cost * memory + cost;
  }

  /** Seconds that work may take, in any unit of cost that is always the same. */
  limitSeconds(cost: number): number {
    const rate = this.#cost > 0 ? this.#milliseconds / this.#cost : this.#firstRate;
    return Math.max(this.#floorSeconds, (slack * cost * rate) / 1000);
  }
}
