import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Db } from 'pg-boss';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openServerNotifications } from './server-notifications.ts';
import type { Tables } from './tables.ts';

/** As PostgreSQL numbers them. */
const oldestVersion = 130_000;

export interface ServerDatabaseOptions {
  readonly url: string;
  /** @default 10 */
  readonly connections?: number;
  /** Told of lost connections; they are made again. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** The database server does not answer, refuses the user, or is too old. */
export class DatabaseUnavailableError extends Error {
  constructor(url: string, reason: string, options?: ErrorOptions) {
    const { hostname, port, pathname } = new URL(url);
    super(
      `The database ${pathname.slice(1)} at ${hostname}:${port || 5432} cannot be used: ${reason}`,
      options,
    );
    this.name = 'DatabaseUnavailableError';
  }
}

/**
 * Connects to a PostgreSQL server, version 13 or newer.
 * @throws DatabaseUnavailableError
 */
export async function openServerDatabase(options: ServerDatabaseOptions): Promise<Database> {
  const onConnectionLost = options.onConnectionLost ?? (() => {});
  const pool = new Pool({ connectionString: options.url, max: options.connections ?? 10, keepAlive: true });
  // Without listeners a connection that the server closes ends this process: the pool hears of idle ones only, and those
  // in use fail the statement that finds out besides.
  pool.on('error', onConnectionLost);
  pool.on('connect', client => client.on('error', () => {}));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await checkServer(pool, options.url);
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

async function checkServer(pool: Pool, url: string): Promise<void> {
  const { rows } = await pool.query('show server_version_num').catch((error: unknown) => {
    throw new DatabaseUnavailableError(url, reasonOf(error), { cause: error });
  });
  const version = Number(rows[0]?.server_version_num);
  if (version < oldestVersion)
    throw new DatabaseUnavailableError(
      url,
      `it is PostgreSQL ${Math.floor(version / 10_000)}, 13 is needed.`,
    );
}

/** A host with several addresses fails with one error for each, and no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function queueDatabase(pool: Pool): Db {
  return { executeSql: (text, values) => pool.query(text, values === undefined ? undefined : [...values]) };
}
