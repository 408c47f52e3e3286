import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Holding, accepting, branching and edits of pictures. Runs, which workers claim, become separate rows, since a held
 * generation continues later than the rest of its batch.
 */
export const editingMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`
      create table runs (
        id uuid primary key,
        batch_id uuid not null references batches,
        attempt integer not null default 0,
        fruitless_attempts integer not null default 0,
        work double precision not null,
        computed_work double precision not null default 0,
        computed_ms double precision not null default 0,
        created_at timestamptz not null default now()
      )`.execute(database);
    // The first run of a batch keeps the batch id, which is also its job id in the queue.
    await sql`
      insert into runs
        (id, batch_id, attempt, fruitless_attempts, work, computed_work, computed_ms, created_at)
      select id, id, attempt, fruitless_attempts, work, computed_work, computed_ms, created_at
      from batches`.execute(database);
    await sql`
      alter table batches
        drop column attempt,
        drop column fruitless_attempts,
        drop column work,
        drop column computed_work,
        drop column computed_ms`.execute(database);
    await sql`
      alter table generations
        add column run_id uuid references runs,
        add column hold_at integer check (hold_at >= 0),
        add column end_at integer check (end_at >= 0),
        add column parent_id uuid references generations,
        add column parent_scale integer check (parent_scale >= 0),
        add column operation text not null default 'GENERATE'
          check (operation in ('GENERATE', 'INPAINT', 'EXPAND', 'REFINE', 'BRANCH')),
        add column edit jsonb,
        drop constraint generations_status_check,
        drop constraint generations_check1`.execute(database);
    await sql`
      update generations set run_id = batch_id, plan = (
        select coalesce(jsonb_agg(scale || '{"forced": "none", "mask": null}' order by place), '[]')
        from jsonb_array_elements(plan) with ordinality scales (scale, place)
      )`.execute(database);
    await sql`
      alter table generations
        alter column run_id set not null,
        alter column operation drop default,
        add constraint generations_status_check check (status in
          ('QUEUED', 'RUNNING', 'HELD', 'CANCELING', 'SUCCEEDED', 'ACCEPTED', 'CANCELED', 'FAILED')),
        add constraint generations_finished_check check
          ((status in ('SUCCEEDED', 'ACCEPTED', 'CANCELED', 'FAILED')) = (finished_at is not null)),
        add constraint generations_accepted_check check (status <> 'ACCEPTED' or end_at < scale_count),
        add constraint generations_held_check check (status <> 'HELD' or hold_at = scale_count - 1),
        add constraint generations_parent_check check ((parent_id is null) = (parent_scale is null)),
        add constraint generations_edit_check check
          (case operation when 'GENERATE' then edit is null when 'BRANCH' then true else edit is not null end)`.execute(
      database,
    );
    await sql`create index generations_run on generations (run_id)`.execute(database);
    await sql`create index generations_parent on generations (parent_id, id)`.execute(database);
    // Source pictures are not a cache: nothing could recompute them.
    await sql`
      create table pictures (
        digest text primary key,
        width integer not null check (width > 0),
        height integer not null check (height > 0),
        bytes bytea not null,
        created_at timestamptz not null default now()
      )`.execute(database);
    await sql`
      create table forced_scales (
        batch_id uuid not null references batches,
        index integer not null check (index >= 0),
        tokens bytea,
        primary key (batch_id, index)
      )`.execute(database);
  },
};
