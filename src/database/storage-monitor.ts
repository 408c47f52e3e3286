import { type StoragePlace, storageProblem } from './storage-problem.ts';
import { StorageUnavailableError } from './storage-unavailable-error.ts';

/** A failure that nothing has confirmed or refuted for so long says nothing about now. */
const memoryMs = 10_000;
/** Statements whose success shows that something can be stored. */
const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'COMMIT']);

/** Names the failures of storage among those of statements, and remembers the last one until something is stored. */
export class StorageMonitor {
  readonly #place: StoragePlace;
  #last: { readonly failure: StorageUnavailableError; readonly at: number } | null = null;

  constructor(place: StoragePlace) {
    this.#place = place;
  }

  /** What kept the last statement from being stored, if nothing was stored since. */
  get failure(): StorageUnavailableError | null {
    if (this.#last === null || performance.now() - this.#last.at > memoryMs) return null;
    return this.#last.failure;
  }

  /** A statement succeeded. @param command its first word, as PostgreSQL names it. */
  succeeded(command: string): void {
    if (writes.has(command)) this.#last = null;
  }

  /** A statement failed. @returns the error to throw. */
  failed(error: unknown): unknown {
    return this.#note(storageProblem(error, this.#place, true));
  }

  /** A connection could not be had. @returns the error to throw. */
  unconnected(error: unknown): unknown {
    return this.#note(storageProblem(error, this.#place, false));
  }

  #note(error: unknown): unknown {
    if (error instanceof StorageUnavailableError) this.#last = { failure: error, at: performance.now() };
    return error;
  }
}
