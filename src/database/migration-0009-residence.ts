import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Where models are loaded, and requests to load or unload them. Processes of the previous version ignore both. */
export const residenceMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`alter table workers add column parts jsonb not null default '[]'`.execute(database);
    await sql`
      alter table models
        add column wish text,
        add column wishes integer not null default 0`.execute(database);
  },
};
