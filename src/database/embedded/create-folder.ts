import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DatabaseFolderError } from './database-folder-error.ts';

/** Suffix of folders under construction. */
const draft = '.new-';

/**
 * Atomically creates the embedded database in a folder, unless it contains something. Runs in its own process, because
 * PGlite never returns the memory it needs for this (about 400 MB).
 * @throws DatabaseFolderError
 */
export async function createFolder(folder: string): Promise<void> {
  if (await holdsSomething(folder)) return;
  await removeDrafts(folder);
  const unfinished = await mkdtemp(`${folder}${draft}`);
  try {
    await createIn(unfinished);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Removes an empty folder, since not every system can rename one folder over another. */
async function holdsSomething(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return false;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return false;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return true;
    if (code === 'ENOTDIR') throw new DatabaseFolderError(folder, 'it is not a folder. Move it away.');
    throw error;
  }
}

async function createIn(folder: string): Promise<void> {
  const child = fork(import.meta.filename, [folder], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = `${lastWords}${text}`.slice(-10_000);
  });
  const [code, signal] = await once(child, 'exit');
  if (code === 0) return;
  throw new DatabaseFolderError(
    folder,
    `it could not be created (${lastLine(lastWords) ?? signal ?? code}).`,
  );
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined;
}

/** Remains of killed processes. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(`${basename(folder)}${draft}`))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
}

/** PGlite does not flush, so a power failure soon after the first start would leave empty files. */
async function flush(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name), 'r+');
    await file.sync();
    await file.close();
  }
}

if (import.meta.main) {
  // The parent is gone, so nobody would rename the result.
  process.on('disconnect', () => process.exit(1));
  const [, , folder] = process.argv;
  if (folder === undefined) throw new Error('Which folder?');
  try {
    const created = await PGlite.create({ dataDir: folder });
    await created.close();
    await flush(folder);
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
