import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';

const table = 'schema_migrations';

/** The tables were created by a newer version of this server. */
export class NewerSchemaError extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `The database was created by a newer version of this server (with ${unknown.join(', ')}). Start that version or a newer one.`,
    );
    this.name = 'NewerSchemaError';
  }
}

/**
 * Migrates the tables. On a server, Kysely takes an advisory lock, so that several processes may start concurrently; an
 * embedded database has only one process.
 * @throws NewerSchemaError
 */
export async function migrate<T>(database: Kysely<T>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: table,
    migrationLockTableName: 'schema_migrations_lock',
  });
  const known = Object.keys(migrations);
  const unknown = (await executed(database)).filter(name => !known.includes(name));
  if (unknown.length > 0) throw new NewerSchemaError(unknown);
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  throw new Error(`The database could not be migrated: ${reason}`, { cause: error });
}

/** Names of completed migrations; none in a new database. */
async function executed<T>(database: Kysely<T>): Promise<string[]> {
  const { rows: found } = await sql<{
    there: boolean;
  }>`select to_regclass(${table}) is not null there`.execute(database);
  if (found[0]?.there !== true) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(
    database,
  );
  return rows.map(({ name }) => name);
}
