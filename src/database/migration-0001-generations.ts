import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Batches, generations, their scales and events. */
export const generationsMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`
      create table batches (
        id uuid primary key,
        idempotency_key text unique,
        request_digest text not null,
        model text not null,
        attempt integer not null default 0,
        fruitless_attempts integer not null default 0,
        work double precision not null,
        computed_work double precision not null default 0,
        computed_ms double precision not null default 0,
        created_at timestamptz not null default now()
      )`.execute(database);
    await sql`
      create table generations (
        id uuid primary key,
        batch_id uuid not null references batches,
        model text not null,
        model_digest text not null,
        recipe jsonb not null,
        plan jsonb not null,
        warnings jsonb not null,
        status text not null
          check (status in ('QUEUED', 'RUNNING', 'CANCELING', 'SUCCEEDED', 'CANCELED', 'FAILED')),
        revision integer not null,
        scale_count integer not null default 0,
        attempt integer not null default 0,
        failure_code text,
        failure_message text,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        check ((status = 'FAILED') = (failure_code is not null)),
        check ((status in ('SUCCEEDED', 'CANCELED', 'FAILED')) = (finished_at is not null))
      )`.execute(database);
    await sql`create index generations_batch on generations (batch_id)`.execute(database);
    await sql`create index generations_status on generations (status, id)`.execute(database);
    await sql`
      create table scales (
        generation_id uuid not null references generations on delete cascade,
        index integer not null check (index >= 0),
        tokens bytea not null,
        digest text not null,
        milliseconds double precision not null,
        finished_at timestamptz not null default now(),
        primary key (generation_id, index)
      )`.execute(database);
    await sql`
      create table events (
        generation_id uuid not null references generations on delete cascade,
        revision integer not null check (revision > 0),
        type text not null check (type in ('STATUS_CHANGED', 'SCALE_FINISHED', 'FINISHED')),
        status text,
        scale_index integer,
        at timestamptz not null default now(),
        primary key (generation_id, revision),
        check ((type = 'SCALE_FINISHED') = (scale_index is not null)),
        check ((type = 'SCALE_FINISHED') = (status is null))
      )`.execute(database);
    // A generation has at most one FINISHED event, whatever the code does.
    await sql`create unique index events_finished on events (generation_id) where type = 'FINISHED'`.execute(
      database,
    );
  },
};
