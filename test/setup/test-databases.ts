import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { copyDatabase } from './database-template.ts';

/** Both kinds, for suites that must pass on each. */
export const databaseKinds = ['embedded', 'server'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

/** Where a test's own database is. */
export interface DatabaseSite {
  readonly folder: string;
  readonly url?: string;
  remove(): Promise<void>;
}

/**
 * A place with an empty database of its own, not yet opened. One on the server has no tables yet, unless they are asked for: making
 * them takes a second.
 */
export async function newDatabaseSite(
  kind: DatabaseKind,
  { withTables = false }: { readonly withTables?: boolean } = {},
): Promise<DatabaseSite> {
  const temporary = await mkdtemp(join(tmpdir(), 'flexvar-database-'));
  const folder = join(temporary, 'database');
  const removeFolder = () => rm(temporary, { recursive: true, force: true });
  if (kind === 'embedded') {
    await copyDatabase(inject('databaseTemplate'), folder);
    return { folder, remove: removeFolder };
  }
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${withTables ? inject('postgresTemplate') : 'template1'}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = name;
  return {
    folder,
    url: url.href,
    async remove() {
      await onServer(`drop database ${name} with (force)`);
      await removeFolder();
    },
  };
}

/** Opens a database of its own for a test; `close` removes it, too. */
export async function openTestDatabase(kind: DatabaseKind): Promise<Database> {
  const site = await newDatabaseSite(kind, { withTables: true });
  const database = await openDatabase(site);
  return {
    ...database,
    async close() {
      await database.close();
      await site.remove();
    },
  };
}

/** A statement on the server, outside of the databases of tests. */
export async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
