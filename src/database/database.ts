import type { Kysely } from 'kysely';
import type { Db } from 'pg-boss';
import type { Notifications } from './notifications.ts';
import type { Tables } from './tables.ts';

/** An open PostgreSQL database whose tables are up to date, embedded or on a server. */
export interface Database {
  /** `embedded`: a PGlite folder that this process holds alone. `server`: shared with other processes. */
  readonly kind: 'embedded' | 'server';
  readonly kysely: Kysely<Tables>;
  readonly notifications: Notifications;
  /** The same database as the job queue wants it. Inside a transaction use `fromKysely(trx)` instead. */
  readonly queueDatabase: Db;
  /** Closes connections, and the folder with its lock. */
  close(): Promise<void>;
}
