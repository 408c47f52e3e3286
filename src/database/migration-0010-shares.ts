import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What workers choose runs by: whose share of the devices a run uses, and its tags in the virtual time of start-time fair
 * queueing (`generations/store/run-tags.ts`). The number names a run in the queue. Defaults remain for processes of the
 * previous version, which may still write while this one starts.
 */
export const sharesMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`
      alter table runs
        add column share text,
        add column number integer,
        add column pictures integer not null default 1,
        add column start_tag double precision not null default 0,
        add column finish_tag double precision not null default 0,
        add column open boolean not null default false`.execute(database);
    await sql`create sequence run_numbers as integer cycle owned by runs.number`.execute(database);
    await sql`
      alter table runs
        alter column number set default nextval('run_numbers'),
        alter column open set default true`.execute(database);
    await sql`
      update runs set open = true where id in (
        select run_id from generations where status in ('QUEUED', 'RUNNING', 'CANCELING')
      )`.execute(database);
    // All are small: they contain only unfinished runs.
    await sql`create index runs_open on runs (model_digest, start_tag, id) where open`.execute(database);
    await sql`create index runs_begun on runs (model_digest, start_tag) where open and attempt > 0`.execute(
      database,
    );
    await sql`create index runs_of_share on runs (model_digest, share, finish_tag) where open`.execute(
      database,
    );
  },
};
