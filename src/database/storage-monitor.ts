import { type StoragePlace, storageProblem } from './storage-problem.ts';
import { StorageUnavailableError } from './storage-unavailable-error.ts';

/** After this time, an unconfirmed failure is outdated. */
const memoryMs = 10_000;
/** Statements whose success proves that storage works. */
const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'COMMIT']);

/** Classifies storage failures among statement errors, and remembers the last one until a write succeeds. */
export class StorageMonitor {
  readonly #place: StoragePlace;
  #last: { readonly failure: StorageUnavailableError; readonly at: number } | null = null;

  constructor(place: StoragePlace) {
    this.#place = place;
  }

  /** The last storage problem, unless a write has succeeded since. */
  get failure(): StorageUnavailableError | null {
    if (this.#last === null || performance.now() - this.#last.at > memoryMs) return null;
    return this.#last.failure;
  }

  /** Records a successful statement. @param command its first word, as reported by PostgreSQL. */
  succeeded(command: string): void {
    if (writes.has(command)) this.#last = null;
  }

  /** Records a failed statement. @returns the error to throw. */
  failed(error: unknown): unknown {
    return this.#note(storageProblem(error, this.#place, true));
  }

  /** Records a failed connection. @returns the error to throw. */
  unconnected(error: unknown): unknown {
    return this.#note(storageProblem(error, this.#place, false));
  }

  #note(error: unknown): unknown {
    if (error instanceof StorageUnavailableError) this.#last = { failure: error, at: performance.now() };
    return error;
  }
}
