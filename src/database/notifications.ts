import { type Kysely, sql } from 'kysely';

/**
 * PostgreSQL's LISTEN. A notification only ever saves waiting: whoever listens must be right without it, and looks
 * again after `onGap`.
 */
export interface Notifications {
  /**
   * @param onGap called when notifications may have been missed, as after a lost connection.
   * @returns stops listening.
   */
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>;
}

/**
 * Notifies the listeners of a channel; inside a transaction when it commits. Payloads are ids: PostgreSQL
 * takes less than 8000 bytes.
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
