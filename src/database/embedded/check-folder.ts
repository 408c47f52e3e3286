import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseFolderError, howToRestore } from './database-folder-error.ts';

/** PGlite's PostgreSQL version; folders of other versions cannot be read. */
const postgresVersion = '18';

/** Without any of these, PostgreSQL does not start, or starts with different data. */
const neededFiles = [
  'PG_VERSION',
  'global/pg_control',
  'global/pg_filenode.map',
  'postgresql.conf',
  'base/1/PG_VERSION',
  'base/5/PG_VERSION',
];
/** Some are empty, and get lost when only files are copied. */
const neededFolders = [
  'pg_commit_ts',
  'pg_dynshmem',
  'pg_logical/mappings',
  'pg_logical/snapshots',
  'pg_multixact/members',
  'pg_multixact/offsets',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_tblspc',
  'pg_twophase',
  'pg_wal',
  'pg_xact',
];
const namedAtMost = 4;

/**
 * Rejects an incomplete database folder, or one of another version, before anything is written to it.
 * @throws DatabaseFolderError
 */
export async function checkFolder(folder: string): Promise<void> {
  const present = await Promise.all([
    ...neededFiles.map(async name => ((await sizeOf(join(folder, name))) ?? 0) > 0),
    ...neededFolders.map(async name => (await sizeOf(join(folder, name))) !== null),
  ]);
  const missing = [...neededFiles, ...neededFolders].filter((_, index) => !present[index]);
  if (missing.length > 0)
    throw new DatabaseFolderError(
      folder,
      `it is incomplete: ${list(missing)} ${missing.length === 1 ? 'is' : 'are'} missing or empty. Nothing was ` +
        `changed. ${howToRestore}`,
    );
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (version !== postgresVersion)
    throw new DatabaseFolderError(
      folder,
      `it was created by PostgreSQL ${version.slice(0, 20)}, and this is PostgreSQL ${postgresVersion}. Start ` +
        'the server version that created it, or move the folder away to start with a new, empty database.',
    );
}

/** Size in bytes; null if it does not exist. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

function list(names: readonly string[]): string {
  const rest = names.length - namedAtMost;
  return names.slice(0, namedAtMost).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
