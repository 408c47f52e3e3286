import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { escapeIdentifier, Pool } from 'pg';
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { MonitoredPool } from '../monitored-pool.ts';
import { alonePresence } from '../presence.ts';
import { StorageMonitor } from '../storage-monitor.ts';
import { systemCause } from '../storage-problem.ts';
import type { Tables } from '../tables.ts';
import { checkFolder } from './check-folder.ts';
import { createFolder } from './create-folder.ts';
import { DatabaseFolderError, howToRestore } from './database-folder-error.ts';
import { DatabaseThreadHost } from './database-thread-host.ts';
import { EmbeddedNotifications } from './embedded-notifications.ts';
import { lockFolder } from './folder-lock.ts';
import { FolderProbe } from './folder-probe.ts';
import { PlannerStatistics } from './planner-statistics.ts';

export interface EmbeddedDatabaseOptions {
  readonly folder: string;
  /** Called when the database fails; it is reopened as soon as possible. */
  readonly onLost: (error: Error) => void;
}

/**
 * Opens the PostgreSQL database in a folder (PGlite, in its own thread), and creates it first if necessary.
 * @throws FolderInUseError if another process has it open; DatabaseFolderError if it cannot be used.
 */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<Database> {
  const { folder } = options;
  await using opened = new AsyncDisposableStack();
  await mkdir(dirname(folder), { recursive: true });
  const lock = lockFolder(folder);
  opened.defer(() => lock.release());
  await createFolder(folder);
  await checkFolder(folder);

  const notifications = new EmbeddedNotifications(async channel => {
    await pool.query(`listen ${escapeIdentifier(channel)}`);
  });
  const host = await openThread(options, notifications);
  opened.defer(() => host.close());
  const pool = poolOfOne(host, notifications);
  const probe = new FolderProbe(folder);
  const monitor = new StorageMonitor('in the data folder');
  const monitored = new MonitoredPool(pool, monitor);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: monitored.forKysely }) });
  opened.defer(() => kysely.destroy());
  await migrate(kysely);
  const statistics = new PlannerStatistics(kysely);
  opened.defer(() => statistics.close());

  const running = opened.move();
  const connections = { kysely, queueDatabase: monitored };
  return {
    kind: 'embedded',
    ...connections,
    // There is only one session.
    forWork: connections,
    notifications,
    presence: alonePresence,
    alone: work => work(),
    degradation: () => null,
    connections: () => null,
    lastFailure: () => monitor.failure,
    async check() {
      if (monitor.failure !== null) throw monitor.failure;
      await probe.check();
      await sql`select 1`.execute(kysely);
    },
    close: () => running.disposeAsync(),
  };
}

async function openThread(
  { folder, onLost }: EmbeddedDatabaseOptions,
  notifications: EmbeddedNotifications,
): Promise<DatabaseThreadHost> {
  try {
    return await DatabaseThreadHost.open({
      folder,
      channels: () => notifications.channels,
      onLost,
      onReplaced: () => notifications.gap(),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = systemCause(reason) === null ? ` ${howToRestore}` : '';
    throw new DatabaseFolderError(folder, `PostgreSQL cannot open it (${reason}).${advice}`, {
      cause: error,
    });
  }
}

/**
 * PGlite has one session. With one connection, a transaction has it exclusively, and other statements wait their turn.
 */
function poolOfOne(host: DatabaseThreadHost, notifications: EmbeddedNotifications): Pool {
  const pool = new Pool({
    max: 1,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    idleTimeoutMillis: 0,
    stream: () => host.socket(),
  });
  // Without listeners, a connection that ends with its thread would crash this process. Pending queries fail anyway.
  pool.on('error', () => {});
  pool.on('connect', client => {
    client.on('error', () => {});
    client.on('notification', ({ channel, payload }) => notifications.deliver(channel, payload ?? ''));
  });
  return pool;
}
