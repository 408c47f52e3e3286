import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Processes sharing a database: which models they serve, and the data needed to claim a run. */
export const fleetMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`
      create table models (
        digest text primary key,
        name text not null,
        description jsonb not null,
        contact_sheet bytea,
        registered_at timestamptz not null default now()
      )`.execute(database);
    await sql`
      create table workers (
        id uuid primary key,
        address text not null,
        devices jsonb not null,
        started_at timestamptz not null default now(),
        seen_at timestamptz not null default now()
      )`.execute(database);
    await sql`
      create table worker_models (
        worker_id uuid not null references workers on delete cascade,
        digest text not null references models,
        primary key (worker_id, digest)
      )`.execute(database);
    // Secrets known only to processes on this database.
    await sql`create table secrets (name text primary key, value text not null)`.execute(database);
    await sql`
      insert into secrets values ('fleet', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))`.execute(
      database,
    );
    await sql`
      alter table runs
        add column model_digest text,
        add column priority smallint not null default 0,
        add column deadline timestamptz`.execute(database);
    await sql`
      update runs set model_digest = (
        select model_digest from generations where generations.run_id = runs.id limit 1
      )`.execute(database);
    await sql`create index runs_measured_by_model on runs (model_digest, id) where computed_work > 0`.execute(
      database,
    );
  },
};
