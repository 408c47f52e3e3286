import type { Kysely } from 'kysely';
import type { Db } from 'pg-boss';
import type { Notifications } from './notifications.ts';
import type { StorageUnavailableError } from './storage-unavailable-error.ts';
import type { Tables } from './tables.ts';

/** An open PostgreSQL database whose tables are up to date, embedded or on a server. */
export interface Database {
  /** `embedded`: a PGlite folder that this process holds alone, in one session that all statements take turns in. `server`: shared with other processes. */
  readonly kind: 'embedded' | 'server';
  readonly kysely: Kysely<Tables>;
  readonly notifications: Notifications;
  /** The same database as the job queue wants it. Inside a transaction use `fromKysely(trx)` instead. */
  readonly queueDatabase: Db;
  /** What kept a statement from being stored in the last seconds, if none was since. */
  lastFailure(): StorageUnavailableError | null;
  /**
   * Looks whether something can be stored, as far as that can be seen without storing it.
   * @throws StorageUnavailableError that says why not.
   */
  check(): Promise<void>;
  /** Closes connections, and the folder with its lock. */
  close(): Promise<void>;
}
