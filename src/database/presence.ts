import { randomInt } from 'node:crypto';
import type { Client } from 'pg';

/** First key of the advisory locks that show which processes are alive. */
export const presenceLock = 7_240_319;

/**
 * Shows other processes that this one is alive, with an advisory lock that PostgreSQL releases as soon as the process
 * dies.
 */
export interface Presence {
  /** Number of this process's lock; null while others cannot see it. */
  readonly name: number | null;
  /** How long it has been continuously visible to others, in milliseconds. */
  readonly ms: number;
}

/** For the sole process of an embedded database. */
export const alonePresence: Presence = { name: null, ms: 0 };

/** A presence that lasts as long as a connection and is re-established on the next one under the same number. */
export class SessionPresence implements Presence {
  readonly #name = randomInt(1, 2 ** 31);
  #since: number | null = null;

  get name(): number | null {
    return this.#since === null ? null : this.#name;
  }

  get ms(): number {
    return this.#since === null ? 0 : performance.now() - this.#since;
  }

  /** @param client of a dedicated session: behind a pooler, the lock would stay on a connection shared with others. */
  async show(client: Client): Promise<void> {
    if (this.#since !== null) return;
    const { rows } = await client.query('select pg_try_advisory_lock($1, $2) taken', [
      presenceLock,
      this.#name,
    ]);
    // The previous session may not have ended yet; the next check retries.
    if (rows[0]?.taken === true) this.#since = performance.now();
  }

  /** The connection was lost. */
  lost(): void {
    this.#since = null;
  }
}
