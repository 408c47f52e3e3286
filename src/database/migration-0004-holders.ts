import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The process working on a run, identified by its presence number. */
export const holdersMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`alter table runs add column holder integer`.execute(database);
  },
};
