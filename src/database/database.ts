import type { Kysely } from 'kysely';
import type { Db } from 'pg-boss';
import type { Notifications } from './notifications.ts';
import type { Presence } from './presence.ts';
import type { StorageUnavailableError } from './storage-unavailable-error.ts';
import type { Tables } from './tables.ts';

/** Query interfaces of the database. */
export interface Connections {
  readonly kysely: Kysely<Tables>;
  /** The interface for the job queue. Inside a transaction, use `fromKysely(trx)` instead. */
  readonly queueDatabase: Db;
}

/** Counts of this process's connections to a server. */
export interface ConnectionCounts {
  readonly inUse: number;
  /** Statements waiting for a free connection. */
  readonly waiting: number;
}

/** An open, migrated PostgreSQL database, embedded or on a server. */
export interface Database extends Connections {
  /**
   * `embedded`: a PGlite folder owned by this process, with one session shared by all statements. `server`: shared with
   * other processes.
   */
  readonly kind: 'embedded' | 'server';
  /** Connections for the process's own work, which requests can never exhaust. */
  readonly forWork: Connections;
  readonly notifications: Notifications;
  /** Shows other processes that this one is alive. */
  readonly presence: Presence;
  /** Runs some work exclusively among all processes on the database. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** A degraded condition, as a sentence; null if there is none. */
  degradation(): string | null;
  /** Null for an embedded database, which has none. */
  connections(): ConnectionCounts | null;
  /** The storage problem of the last seconds, unless a write has succeeded since. */
  lastFailure(): StorageUnavailableError | null;
  /**
   * Checks whether something can be stored, as far as possible without storing it.
   * @throws StorageUnavailableError with the reason.
   */
  check(): Promise<void>;
  /** Closes the connections, or the folder and its lock. */
  close(): Promise<void>;
}
