import { randomInt } from 'node:crypto';
import type { Client } from 'pg';

/** The first of the two numbers of the advisory locks by which processes show that they live. */
export const presenceLock = 7_240_319;

/**
 * By which other processes see that this one lives: a lock that PostgreSQL takes away with the session that holds it, at
 * once when the process dies.
 */
export interface Presence {
  /** The number of this process's lock; null while others cannot see it. */
  readonly name: number | null;
  /** How long others have been able to see it without a break, in milliseconds. */
  readonly ms: number;
}

/** Of the sole process of an embedded database: there are no others. */
export const alonePresence: Presence = { name: null, ms: 0 };

/** A presence that lasts as long as a connection, and is taken up again with the next one under the same number. */
export class SessionPresence implements Presence {
  readonly #name = randomInt(1, 2 ** 31);
  #since: number | null = null;

  get name(): number | null {
    return this.#since === null ? null : this.#name;
  }

  get ms(): number {
    return this.#since === null ? 0 : performance.now() - this.#since;
  }

  /** @param client of a session of its own: behind a pooler the lock would stay with a connection of others. */
  async show(client: Client): Promise<void> {
    if (this.#since !== null) return;
    const { rows } = await client.query('select pg_try_advisory_lock($1, $2) taken', [
      presenceLock,
      this.#name,
    ]);
    // The session before may not have ended yet; the next look takes it.
    if (rows[0]?.taken === true) this.#since = performance.now();
  }

  /** The connection is lost. */
  lost(): void {
    this.#since = null;
  }
}
