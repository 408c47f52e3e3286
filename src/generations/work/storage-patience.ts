import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';

const firstRetryMs = 100;
const longestRetryMs = 5000;

/**
 * Waits as long as storage is unavailable: a full disk or an unreachable database must not fail any work. Logs one line
 * when it starts and one when it ends.
 */
export class StoragePatience {
  readonly #logger: Logger;
  #failing = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /**
   * Repeats some work until storage is available.
   * @param signal stops waiting.
   * @param repeatable whether the work may be repeated if its outcome is unknown.
   * @throws other errors of the work; StorageUnavailableError if the signal was aborted, or if the outcome is unknown
   *   and the work is not repeatable.
   */
  async until<T>(work: () => Promise<T>, signal: AbortSignal, repeatable: boolean): Promise<T> {
    for (let delayMs = firstRetryMs; ; delayMs = Math.min(longestRetryMs, delayMs * 2)) {
      try {
        const result = await work();
        this.worked();
        return result;
      } catch (error) {
        if (!(error instanceof StorageUnavailableError)) throw error;
        this.failed(error);
        if (signal.aborted || !(error.nothingStored || repeatable)) throw error;
        await delay(delayMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  failed(error: StorageUnavailableError): void {
    if (!this.#failing)
      this.#logger.warn(
        { err: error.cause, reason: error.reason },
        'storage is unavailable; accepted work waits',
      );
    this.#failing = true;
  }

  worked(): void {
    if (this.#failing) this.#logger.info('storage is available again');
    this.#failing = false;
  }
}
