import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';

const firstRetryMs = 100;
const longestRetryMs = 5000;

/**
 * Waits where storage says no, for as long as it takes: a full disk or a database that is away is nobody's failure.
 * The log has one line when it begins and one when it is over.
 */
export class StoragePatience {
  readonly #logger: Logger;
  #failing = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /**
   * Does some work again and again until storage lets it.
   * @param signal ends the waiting.
   * @param repeatable whether it may be done again when it is not known whether it was.
   * @throws whatever else the work throws; StorageUnavailableError when the signal ended the waiting, or when the work
   *   may have been done and is not repeatable.
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
