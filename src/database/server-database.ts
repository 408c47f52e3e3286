import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import type { Connections, Database } from './database.ts';
import { migrate } from './migrate.ts';
import { MonitoredPool } from './monitored-pool.ts';
import { notify } from './notifications.ts';
import { openServerNotifications } from './server-notifications.ts';
import { ServerPool } from './server-pool.ts';
import { type MetServer, meetServer } from './server-settings.ts';
import { withStartLock } from './start-lock.ts';
import { StorageMonitor } from './storage-monitor.ts';
import { sentence } from './storage-problem.ts';
import { StorageUnavailableError } from './storage-unavailable-error.ts';
import type { Tables } from './tables.ts';

/** In PostgreSQL's numbering. */
const oldestVersion = 130_000;
/** Total connections of a process, including the session. */
const defaultConnections = 10;
export const fewestConnections = 3;
const defaultWaitMs = 10_000;
const defaultStatementMs = 20_000;
const notDelivered =
  'Database notifications do not arrive, so progress is polled once a second and dead workers are noticed late. ' +
  'Behind PgBouncer in transaction mode, set DATABASE_LISTEN_URL to the address of the server itself.';

export interface ServerDatabaseOptions {
  readonly url: string;
  /** Direct address of the server, if `url` points to a transaction pooler. @default url */
  readonly listenUrl?: string | undefined;
  /** Maximum connections, at least 3. @default 10 */
  readonly connections?: number | undefined;
  /** Maximum wait for a free connection, in milliseconds. @default 10 000 */
  readonly waitMs?: number | undefined;
  /** Statement time-out in milliseconds; connections silent for longer count as dead. @default 20 000 */
  readonly statementMs?: number | undefined;
  /** Called for lost connections, which are re-established. */
  readonly onConnectionLost: (error: Error) => void;
  /** Called with a degraded condition, and with null when it is resolved. */
  readonly onDegradation: (reason: string | null) => void;
}

/** The database server does not respond, rejects the user, or is too old. */
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
  const { listenUrl = options.url, statementMs = defaultStatementMs, onConnectionLost } = options;
  const { address: url } = await reach(options.url, statementMs);
  const { address: sessionUrl } =
    listenUrl === options.url ? { address: url } : await reach(listenUrl, statementMs);
  await withStartLock(options.url, () => migrateAlone(options.url));

  const monitor = new StorageMonitor('on the database server');
  const shares = shareOut(options.connections ?? defaultConnections);
  const connect = (connections: number) =>
    ServerPool.open({
      url,
      connections,
      waitMs: options.waitMs ?? defaultWaitMs,
      statementMs,
      onConnectionLost,
    });
  await using opened = new AsyncDisposableStack();
  const requestPool = await connect(shares.requests);
  const connections = connectionsOver(new MonitoredPool(requestPool, monitor));
  opened.defer(() => connections.kysely.destroy());
  const workPool = await connect(shares.work);
  const forWork = connectionsOver(new MonitoredPool(workPool, monitor));
  opened.defer(() => forWork.kysely.destroy());
  const notifications = await openServerNotifications({
    url: sessionUrl,
    notify: (channel, payload) => notify(forWork.kysely, channel, [payload]),
    onConnectionLost,
    onDelivery: works => options.onDegradation(works ? null : notDelivered),
  });
  opened.defer(() => notifications.close());

  const running = opened.move();
  return {
    kind: 'server',
    ...connections,
    forWork,
    notifications,
    presence: notifications.presence,
    alone: work => withStartLock(options.url, work),
    degradation: () => (notifications.works() ? null : notDelivered),
    connections: () => {
      const [one, other] = [requestPool.counts, workPool.counts];
      return { inUse: one.inUse + other.inUse, waiting: one.waiting + other.waiting };
    },
    lastFailure: () => monitor.failure,
    // Not queued behind requests: the health check must work under load, too.
    check: () => checkWritable(forWork.kysely),
    close: () => running.disposeAsync(),
  };
}

/** Requests get most connections; a worker runs one statement at a time, beside the queue's own maintenance. */
function shareOut(connections: number): { readonly requests: number; readonly work: number } {
  const work = connections < 6 ? 1 : 2;
  return { work, requests: Math.max(1, connections - work - 1) };
}

function connectionsOver(pool: MonitoredPool): Connections {
  return {
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool.forKysely }) }),
    queueDatabase: pool,
  };
}

async function reach(url: string, statementMs: number): Promise<MetServer> {
  const server = await meetServer(url, { statementMs }).catch((error: unknown) => {
    throw new DatabaseUnavailableError(url, reasonOf(error), { cause: error });
  });
  if (server.version >= oldestVersion) return server;
  const found = Math.floor(server.version / 10_000);
  throw new DatabaseUnavailableError(url, `it is PostgreSQL ${found}; version 13 or newer is required.`);
}

/** Migrations of large tables take long, so they use separate connections without time-outs. */
async function migrateAlone(connectionString: string): Promise<void> {
  const pool = new Pool({ connectionString, max: 2, keepAlive: true });
  pool.on('error', () => {});
  const kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(kysely);
  } finally {
    await kysely.destroy();
  }
}

/** A standby responds but cannot store anything. */
async function checkWritable(kysely: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ readOnly: boolean }>`
    select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean "readOnly"`.execute(
    kysely,
  );
  if (rows[0]?.readOnly !== false)
    throw new StorageUnavailableError('readOnly', sentence('readOnly', 'on the database server'), true);
}

/** A host with several addresses fails with one error per address and no overall message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
