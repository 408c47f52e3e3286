import { Client } from 'pg';

/** Lock held while tables are created, ours and the queue's. */
export const startLock = 7_240_320;

/**
 * Runs some work exclusively among all processes on the database. It holds a dedicated connection, possibly as long as
 * a migration of large tables takes.
 */
export async function withStartLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  try {
    // A transaction, because behind a pooler a session lock would stay on a connection shared with others.
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    // If the process hangs, others can start eventually.
    await client.query("set local idle_in_transaction_session_timeout = '1h'");
    await client.query('select pg_advisory_xact_lock($1)', [startLock]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}
