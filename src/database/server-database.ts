import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { MonitoredPool } from './monitored-pool.ts';
import { openServerNotifications } from './server-notifications.ts';
import { StorageMonitor } from './storage-monitor.ts';
import { sentence } from './storage-problem.ts';
import { StorageUnavailableError } from './storage-unavailable-error.ts';
import type { Tables } from './tables.ts';

/** A server that does not answer for so long is away; connections that are silently dead are found by it. */
const connectTimeoutMs = 30_000;
const answerTimeoutMs = 60_000;
/** As PostgreSQL numbers them. */
const oldestVersion = 130_000;

export interface ServerDatabaseOptions {
  readonly url: string;
  /** @default 10 */
  readonly connections?: number;
  /** Told of lost connections; they are made again. */
  readonly onConnectionLost: (error: Error) => void;
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
  const { onConnectionLost } = options;
  const pool = new Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: answerTimeoutMs,
  });
  // Without listeners a connection that the server closes ends this process: the pool hears of idle ones only, and those
  // in use fail the statement that finds out besides.
  pool.on('error', onConnectionLost);
  pool.on('connect', client => client.on('error', () => {}));
  const monitor = new StorageMonitor('on the database server');
  const monitored = new MonitoredPool(pool, monitor);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: monitored.forKysely }) });
  try {
    await checkServer(pool, options.url);
    await migrate(kysely);
    const notifications = await openServerNotifications(options.url, onConnectionLost);
    return {
      kind: 'server',
      kysely,
      notifications,
      queueDatabase: monitored,
      lastFailure: () => monitor.failure,
      async check() {
        await checkWritable(kysely);
      },
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

/** A standby answers, and stores nothing. */
async function checkWritable(kysely: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ readOnly: boolean }>`
    select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean "readOnly"`.execute(
    kysely,
  );
  if (rows[0]?.readOnly !== false)
    throw new StorageUnavailableError('readOnly', sentence('readOnly', 'on the database server'), true);
}

/** A host with several addresses fails with one error for each, and no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
