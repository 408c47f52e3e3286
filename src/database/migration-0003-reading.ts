import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Keeps reads cheap, however long queue and history are: the remaining work of each picture, and indexes of unfinished
 * work.
 */
export const readingMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`
      create function share_left(plan jsonb, scale_count integer, last integer) returns double precision
      language sql immutable parallel safe as $$
        select coalesce(sum((planned->>'workShare')::double precision), 0)
        from jsonb_array_elements(plan) planned
        where (planned->>'index')::integer between scale_count and coalesce(last, jsonb_array_length(plan))
      $$`.execute(database);
    // Computed when a row is written, once per scale, rather than for every query of a queue position.
    await sql`
      alter table generations add column share_left double precision not null
        generated always as (share_left(plan, scale_count, least(end_at, hold_at))) stored`.execute(database);
    await sql`
      create index generations_under_way on generations (status, run_id) include (share_left)
        where status in ('QUEUED', 'RUNNING', 'CANCELING')`.execute(database);
    await sql`create index runs_measured on runs (id) where computed_work > 0`.execute(database);
  },
};
