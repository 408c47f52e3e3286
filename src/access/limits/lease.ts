import type { CountedLimit } from './limits.ts';
import { RateLimitedError } from './rate-limited-error.ts';
import type { Taken } from './usage-store.ts';

/** Share of a quota that a process takes at once. */
const chunkShare = 1 / 50;
/** Share of what is left that it takes at most, so that no process keeps the last of it from others. */
const leftShare = 1 / 10;
/** How long to go without the database before trying again, in milliseconds. */
const unlimitedMs = 1000;

export interface LeaseOptions {
  readonly name: CountedLimit;
  /** The quota of a window. */
  readonly limit: number;
  /** Takes at least `need` of the quota, or nothing. */
  readonly take: (need: number, want: number) => Promise<Taken>;
  /** Told when the quota cannot be reached; the limit does not apply meanwhile. */
  readonly onFailure: (error: unknown) => void;
}

/** What is known of a quota. */
export interface QuotaState {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the window ends; null if none has begun. */
  readonly resetsInMs: number | null;
}

/**
 * A process's part of a quota that several processes share. It is taken in chunks, in advance, so that most requests need no
 * statement and the quota is never exceeded. Refusals need none either: within a window, what is left only shrinks.
 */
export class Lease {
  readonly #options: LeaseOptions;
  /** Taken, but not used yet. */
  #held = 0;
  /** Left for all processes, as far as known. */
  #left: number;
  #window: number | null = null;
  /** When the window ends, by `performance.now()`. */
  #endsAt = 0;
  #renewal: Promise<void> | null = null;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#left = options.limit;
  }

  /**
   * Uses some of the quota.
   * @returns undefined if it was at hand; otherwise a promise, which may reject with RateLimitedError.
   */
  use(amount: number): Promise<void> | undefined {
    this.#endWindow();
    if (amount > this.#held) return this.#useMore(amount);
    this.#held -= amount;
    if (this.#held < this.#chunk / 2 && this.#left > 0) void this.#renew(1);
    return undefined;
  }

  get state(): QuotaState {
    this.#endWindow();
    return {
      limit: this.#options.limit,
      remaining: this.#left + this.#held,
      resetsInMs: this.#window === null ? null : this.#endsAt - performance.now(),
    };
  }

  /** What of a window's usage is at hand here, unused. @param window as stored. */
  heldOf(window: number): number {
    return window === this.#window ? this.#held : 0;
  }

  async #useMore(amount: number): Promise<void> {
    for (;;) {
      this.#endWindow();
      if (amount <= this.#held) {
        this.#held -= amount;
        return;
      }
      const { name, limit } = this.#options;
      if (amount > this.#held + this.#left)
        throw new RateLimitedError(name, limit, amount, Math.max(0, this.#endsAt - performance.now()));
      await this.#renew(amount - this.#held);
    }
  }

  get #chunk(): number {
    const { limit } = this.#options;
    return Math.max(1, Math.ceil(Math.min(limit * chunkShare, this.#left * leftShare)));
  }

  /** One statement at a time; whoever needs more asks again. */
  #renew(need: number): Promise<void> {
    this.#renewal ??= this.#ask(need).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #ask(need: number): Promise<void> {
    const want = Math.max(need, this.#chunk);
    try {
      const taken = await this.#options.take(need, want);
      if (taken.window !== this.#window) this.#held = 0;
      this.#held += taken.granted;
      this.#left = taken.left;
      this.#window = taken.window;
      this.#endsAt = performance.now() + taken.resetsInMs;
    } catch (error) {
      // Limits protect others from a client; without the database, there is nothing to protect.
      this.#options.onFailure(error);
      this.#held += want;
      this.#endsAt = Math.max(this.#endsAt, performance.now() + unlimitedMs);
    }
  }

  #endWindow(): void {
    if (performance.now() < this.#endsAt) return;
    this.#held = 0;
    this.#left = this.#options.limit;
    this.#window = null;
  }
}
