import type { Logger } from 'pino';
import type { Presence } from '../../database/presence.ts';
import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';
import type { RunQueue } from './run-queue.ts';

/**
 * Polling interval. A process missing in two consecutive polls is dead, so its runs are taken over within two seconds.
 */
const lookMs = 750;
/** After this process lost its own connection, others may be reconnecting, too. */
const settledMs = 3000;

export interface OrphanWatchOptions {
  readonly queue: RunQueue;
  readonly presence: Presence;
  readonly logger: Logger;
}

/** Releases the runs of dead processes. Those of stalled processes are released when their lease expires. */
export class OrphanWatch {
  readonly #options: OrphanWatchOptions;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | null = null;
  #suspects = new Set<string>();

  constructor(options: OrphanWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = null;
      });
    }, lookMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { queue, presence, logger } = this.#options;
    if (presence.ms < settledMs) {
      this.#suspects.clear();
      return;
    }
    try {
      const found = await queue.orphans();
      const nameOf = ({ runId, retryCount }: (typeof found)[number]) => `${runId}:${retryCount}`;
      const orphans = found.filter(claim => this.#suspects.has(nameOf(claim)));
      this.#suspects = new Set(found.map(nameOf));
      if (orphans.length === 0) return;
      await queue.takeBack(orphans);
      logger.warn(
        { runs: orphans.map(({ runId }) => runId) },
        'another worker died; its runs are being taken over',
      );
    } catch (error) {
      if (!(error instanceof StorageUnavailableError))
        logger.warn({ err: error }, 'cannot check for dead workers');
    }
  }
}
