import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Owners of generations, sources and idempotency keys; existing rows belong to the local owner. The default remains for
 * processes of the previous version, which may still write while this one starts.
 */
export const ownersMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const table of ['batches', 'runs', 'generations', 'pictures'])
      await sql`alter table ${sql.table(table)} add column owner text not null default 'local'`.execute(
        database,
      );
    await sql`
      alter table batches
        drop constraint batches_idempotency_key_key,
        add constraint batches_idempotency_key unique (owner, idempotency_key)`.execute(database);
    await sql`
      alter table pictures drop constraint pictures_pkey, add primary key (owner, digest)`.execute(database);
    // Lists read from the index, however many rows other owners have.
    await sql`create index generations_owner on generations (owner, id)`.execute(database);
    await sql`create index generations_owner_status on generations (owner, status, id)`.execute(database);
    await sql`drop index generations_status`.execute(database);
    await sql`create index generations_queued on generations (owner) where status = 'QUEUED'`.execute(
      database,
    );
  },
};
