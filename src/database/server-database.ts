import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Db } from 'pg-boss';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openServerNotifications } from './server-notifications.ts';
import type { Tables } from './tables.ts';

/** What happens to connections that nobody waits for. */
export interface ServerDatabaseOptions {
  readonly url: string;
  /** @default 10 */
  readonly connections?: number;
  /** Told of lost connections; they are made again. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** Connects to a PostgreSQL server, version 13 or newer. */
export async function openServerDatabase(options: ServerDatabaseOptions): Promise<Database> {
  const onConnectionLost = options.onConnectionLost ?? (() => {});
  const pool = new Pool({ connectionString: options.url, max: options.connections ?? 10, keepAlive: true });
  // Without listeners a connection that the server closes ends this process: the pool hears of idle ones only, and those
  // in use fail the statement that finds out besides.
  pool.on('error', onConnectionLost);
  pool.on('connect', client => client.on('error', () => {}));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(kysely);
    const notifications = await openServerNotifications(options.url, onConnectionLost);
    return {
      kind: 'server',
      kysely,
      notifications,
      queueDatabase: queueDatabase(pool),
      async close() {
        await notifications.close();
        await kysely.destroy();
      },
    };
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
}

function queueDatabase(pool: Pool): Db {
  return { executeSql: (text, values) => pool.query(text, values === undefined ? undefined : [...values]) };
}
