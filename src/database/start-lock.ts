import { Client } from 'pg';

/** Held while tables are made, ours and those of the queue. */
export const startLock = 7_240_320;

/**
 * Does some work while no other process on the same database does any such. It holds a connection that nothing else uses,
 * and may last as long as a migration of large tables.
 */
export async function withStartLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  try {
    // A transaction, because behind a pooler the lock of a session would stay with a connection of others.
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    // Where the process stands still, others may start in the end.
    await client.query("set local idle_in_transaction_session_timeout = '1h'");
    await client.query('select pg_advisory_xact_lock($1)', [startLock]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}
