import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Limits of keys, what has been used of them, and what was done to keys. */
export const limitsMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`alter table keys add column limits jsonb`.execute(database);
    await sql`
      create table usage (
        subject text not null,
        name text not null,
        used bigint not null,
        granted bigint not null,
        resets_at timestamptz not null,
        primary key (subject, name)
      )`.execute(database);
    await sql`create index usage_resets_at on usage (resets_at)`.execute(database);
    await sql`
      create table open_sockets (
        subject text not null,
        process text not null,
        open integer not null,
        seen_at timestamptz not null default now(),
        primary key (subject, process)
      )`.execute(database);
    await sql`
      create table audit (
        id uuid primary key,
        at timestamptz not null default now(),
        action text not null,
        actor text not null,
        owner text not null,
        subject text not null,
        details jsonb not null
      )`.execute(database);
  },
};
