import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which process works on a run, by the number under which it shows that it lives. */
export const holdersMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`alter table runs add column holder integer`.execute(database);
  },
};
