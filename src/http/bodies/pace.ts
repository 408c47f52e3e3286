export interface PaceLimits {
  /** Longest time without a byte, in milliseconds. */
  readonly bodyIdleTimeout: number;
  /** Bytes a second that have to come on average, after the first such time. */
  readonly slowestBody: number;
}

/** How fast something comes, judged against what is bearable: what has come so far takes memory that others may want. */
export class Pace {
  readonly #limits: PaceLimits;
  readonly #begun = performance.now();
  #last = this.#begun;
  #bytes = 0;

  constructor(limits: PaceLimits) {
    this.#limits = limits;
  }

  arrived(bytes: number): void {
    this.#bytes += bytes;
    this.#last = performance.now();
  }

  /** Milliseconds from now until it is too slow unless more comes; 0 or less: it is. */
  get left(): number {
    const { bodyIdleTimeout, slowestBody } = this.#limits;
    const enough = this.#begun + bodyIdleTimeout + (this.#bytes / slowestBody) * 1000;
    return Math.min(this.#last + bodyIdleTimeout, enough) - performance.now();
  }
}
