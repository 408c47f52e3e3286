import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Client keys, and the secret that signs picture addresses. */
export const keysMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`
      create table keys (
        id uuid primary key,
        prefix text not null unique,
        hash text not null,
        name text not null,
        owner text not null,
        scopes jsonb not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz
      )`.execute(database);
    await sql`
      insert into secrets values ('pictures', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))`.execute(
      database,
    );
  },
};
