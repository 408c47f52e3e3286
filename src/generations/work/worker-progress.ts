import type { Attempt } from '../store/attempt-store.ts';
import type { StoredWork } from './batch-run.ts';
import { StallLimit } from './stall-limit.ts';

/**
 * Whether a worker makes progress. Its runs share a device, and any of them may have to wait for its turn, so a finished
 * scale of one is the progress of all.
 */
export class WorkerProgress {
  readonly #limit: StallLimit;
  readonly #attempts = new Set<Attempt>();
  /** Deadline of the next scale, in terms of `performance.now()`. */
  #due = 0;

  /** @param stallSeconds allowed for any scale, including loading models and encoding sources. */
  constructor(stallSeconds: number) {
    this.#limit = new StallLimit(stallSeconds);
  }

  get isStalled(): boolean {
    return performance.now() > this.#due;
  }

  /** A run was claimed. A worker that is stuck does not gain time by claiming more. */
  claimed(): void {
    if (this.#attempts.size === 0) this.#due = performance.now() + this.#limit.floorMs;
  }

  began(attempt: Attempt): void {
    this.#attempts.add(attempt);
    this.#extend();
  }

  stored({ operations, milliseconds }: StoredWork): void {
    this.#limit.measured(operations, milliseconds);
    this.#extend();
  }

  ended(attempt: Attempt): void {
    this.#attempts.delete(attempt);
    this.#extend();
  }

  #extend(): void {
    const allowed = Math.max(
      this.#limit.floorMs,
      ...[...this.#attempts].map(own => this.#limit.ofScale(own)),
    );
    this.#due = performance.now() + allowed;
  }
}
