import type { Kysely } from 'kysely';
import type { Db } from 'pg-boss';
import type { Notifications } from './notifications.ts';
import type { Presence } from './presence.ts';
import type { StorageUnavailableError } from './storage-unavailable-error.ts';
import type { Tables } from './tables.ts';

/** Ways to ask the database. */
export interface Connections {
  readonly kysely: Kysely<Tables>;
  /** The same as the job queue wants it. Inside a transaction use `fromKysely(trx)` instead. */
  readonly queueDatabase: Db;
}

/** Connections to a server, of this process. */
export interface ConnectionCounts {
  readonly inUse: number;
  /** Statements for which none is free. */
  readonly waiting: number;
}

/** An open PostgreSQL database whose tables are up to date, embedded or on a server. */
export interface Database extends Connections {
  /** `embedded`: a PGlite folder that this process holds alone, in one session that all statements take turns in. `server`: shared with other processes. */
  readonly kind: 'embedded' | 'server';
  /** For what this process does by itself: connections of its own, which requests, however many, never keep busy. */
  readonly forWork: Connections;
  readonly notifications: Notifications;
  /** By which other processes see that this one lives. */
  readonly presence: Presence;
  /** Does some work while no other process does such work on the same database. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** What works less well than it should, in a sentence; null when nothing does. */
  degradation(): string | null;
  /** Null for an embedded database, which has none. */
  connections(): ConnectionCounts | null;
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
