import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatabaseSettings, openDatabase } from '../../src/database/open-database.ts';
import { RunQueue } from '../../src/generations/work/run-queue.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Folder of an embedded database with all tables, those of the queue too. Made when something that decides its contents
 * has changed, since it takes seconds, and kept in the cache folder.
 */
export async function databaseTemplate(): Promise<string> {
  const cache = join(root, '.cache');
  const template = join(cache, `test-database-${await contentKey()}`);
  if (existsSync(template)) return template;
  await mkdir(cache, { recursive: true });
  const draft = `${template}.${process.pid}`;
  await makeTables({ folder: draft });
  // Another run may have been faster; its template is as good.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
  return template;
}

/** A copy takes a tenth of the time that a new database takes. */
export async function copyDatabase(template: string, folder: string): Promise<void> {
  await cp(template, folder, { recursive: true });
}

/** Opens a new database, for all tables to be made. */
export async function makeTables(settings: DatabaseSettings): Promise<void> {
  const database = await openDatabase(settings);
  const queue = await RunQueue.open(database, {
    leaseSeconds: 10,
    onError: error => {
      throw error;
    },
  });
  await queue.close();
  await database.close();
}

async function contentKey(): Promise<string> {
  const databaseFolder = join(root, 'src/database');
  const entries = await readdir(databaseFolder, { recursive: true, withFileTypes: true });
  const sources = entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const packages = ['@electric-sql/pglite', 'pg-boss', 'kysely'].map(name =>
    join(root, 'node_modules', name, 'package.json'),
  );
  const hash = createHash('sha256');
  for (const file of [...sources, join(root, 'src/generations/work/run-queue.ts'), ...packages])
    hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}
