export interface PaceLimits {
  /** Maximum time without any bytes, in milliseconds. */
  readonly bodyIdleTimeout: number;
  /** Minimum average bytes per second after that time. */
  readonly slowestBody: number;
}

/** Enforces a minimum transfer rate, because a partially received body holds memory that others may need. */
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

  /** Milliseconds until it is too slow unless more bytes arrive; 0 or less if it already is. */
  get left(): number {
    const { bodyIdleTimeout, slowestBody } = this.#limits;
    const enough = this.#begun + bodyIdleTimeout + (this.#bytes / slowestBody) * 1000;
    return Math.min(this.#last + bodyIdleTimeout, enough) - performance.now();
  }
}
