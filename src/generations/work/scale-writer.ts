import type { Kysely } from 'kysely';
import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';
import type { Tables } from '../../database/tables.ts';
import type { RunId } from '../generation.ts';
import { appendScales, type RunScale, type StoredProgress } from '../store/append-scales.ts';
import { StaleAttemptError } from '../store/attempt-store.ts';

/** A scale that waits to be stored. */
interface Waiting extends PromiseWithResolvers<StoredProgress> {
  readonly given: RunScale;
}

/**
 * Stores the scales of a worker's runs, one statement at a time, with everything that waits: a pass finishes scales of many
 * runs at once, and each statement costs a flush and a notification.
 */
export class ScaleWriter {
  readonly #database: Kysely<Tables>;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  /**
   * @returns what became of the run's pictures.
   * @throws StaleAttemptError; nothing is stored then.
   */
  append(given: RunScale): Promise<StoredProgress> {
    const waiting = { given, ...Promise.withResolvers<StoredProgress>() };
    this.#waiting.push(waiting);
    void this.#write();
    return waiting.promise;
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    // What came with the same pass is about to be added.
    await new Promise(resolve => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#store(this.#takeOneOfEachRun());
    this.#writing = false;
  }

  #takeOneOfEachRun(): readonly Waiting[] {
    const taken = new Map<RunId, Waiting>();
    const left: Waiting[] = [];
    for (const waiting of this.#waiting) {
      const { runId } = waiting.given.attempt;
      if (taken.has(runId)) left.push(waiting);
      else taken.set(runId, waiting);
    }
    this.#waiting = left;
    return [...taken.values()];
  }

  /** Settles them all; never throws. */
  async #store(together: readonly Waiting[]): Promise<void> {
    try {
      const stored = await appendScales(
        this.#database,
        together.map(({ given }) => given),
      );
      for (const [place, { given, resolve, reject }] of together.entries()) {
        const progress = stored[place] ?? null;
        const { runId, number } = given.attempt;
        if (progress === null) reject(new StaleAttemptError(runId, number));
        else resolve(progress);
      }
    } catch (error) {
      // One that cannot be stored must not keep the others from it; without storage, none can.
      if (together.length > 1 && !(error instanceof StorageUnavailableError))
        for (const waiting of together) await this.#store([waiting]);
      else for (const { reject } of together) reject(error);
    }
  }
}
