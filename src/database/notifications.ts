import { type Kysely, sql } from 'kysely';

/**
 * PostgreSQL's LISTEN. Notifications only reduce latency: listeners must be correct without them, and check again after
 * `onGap`.
 */
export interface Notifications {
  /**
   * @param onGap called when notifications may have been missed, such as after a lost connection.
   * @returns a function that stops listening.
   */
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>;
}

/**
 * Notifies the listeners of a channel; inside a transaction, on commit. Payloads are ids, because PostgreSQL limits
 * them to 8000 bytes.
 */
export async function notify<T>(
  database: Kysely<T>,
  channel: string,
  payloads: readonly string[],
): Promise<void> {
  if (payloads.length === 0) return;
  await sql`select pg_notify(${channel}, payload) from jsonb_array_elements_text(${JSON.stringify(payloads)}::jsonb) payload`.execute(
    database,
  );
}
