/** Device time that shares got, and when they had work, in windows of time. */
export class ServiceLog {
  readonly #windowMs: number;
  /** By window, then by share. */
  readonly #served: Map<string, number>[] = [];
  /** Requests in the system by share, and since when there are any. */
  readonly #waiting = new Map<string, { requests: number; sinceMs: number }>();
  /** Windows in which a share had work all the time. */
  readonly #backlogged: string[][] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  came(share: string, nowMs: number): void {
    const waiting = this.#waiting.get(share);
    if (waiting === undefined) this.#waiting.set(share, { requests: 1, sinceMs: nowMs });
    else waiting.requests++;
  }

  left(share: string, nowMs: number): void {
    const waiting = this.#waiting.get(share);
    if (waiting === undefined) return;
    waiting.requests--;
    if (waiting.requests > 0) return;
    this.#waiting.delete(share);
    const last = Math.floor(nowMs / this.#windowMs);
    for (let window = Math.ceil(waiting.sinceMs / this.#windowMs); window < last; window++) {
      this.#backlogged[window] ??= [];
      this.#backlogged[window]?.push(share);
    }
  }

  /** @param ms device time, between these moments. */
  served(share: string, fromMs: number, toMs: number, ms: number): void {
    const rate = ms / (toMs - fromMs);
    for (let start = fromMs; start < toMs; ) {
      const window = Math.floor(start / this.#windowMs);
      const end = Math.min(toMs, (window + 1) * this.#windowMs);
      this.#served[window] ??= new Map();
      const shares = this.#served[window];
      shares.set(share, (shares.get(share) ?? 0) + rate * (end - start));
      start = end;
    }
  }

  /**
   * Jain's index of the device time of shares that had work during a whole window, (sum x)^2 / (n sum x^2): 1 when all
   * got the same, 1 / n when one got everything. The mean over windows with at least two such shares; null without any.
   */
  get fairness(): number | null {
    const indices = this.#backlogged.flatMap((shares = [], window) => {
      if (shares.length < 2) return [];
      const rates = shares.map(share => this.#served[window]?.get(share) ?? 0);
      const sum = rates.reduce((total, rate) => total + rate, 0);
      const squares = rates.reduce((total, rate) => total + rate ** 2, 0);
      return squares === 0 ? [] : [sum ** 2 / (rates.length * squares)];
    });
    if (indices.length === 0) return null;
    return indices.reduce((total, index) => total + index, 0) / indices.length;
  }
}
