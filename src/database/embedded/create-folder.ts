import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DatabaseFolderError } from './database-folder-error.ts';

/** What follows the folder's name in the name of one that is not finished. */
const draft = '.new-';

/**
 * Creates the embedded database in a folder, unless there is something in it: whole or not at all. In a process of
 * its own, because what PGlite takes to create one (some 400 MB) it never gives back.
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

/** An empty folder is removed, since not every system renames one over another. */
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

/** Left behind by processes that were killed. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(`${basename(folder)}${draft}`))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
}

/** PGlite does not: a power failure soon after the first start would leave files without their contents. */
async function flush(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name), 'r+');
    await file.sync();
    await file.close();
  }
}

if (import.meta.main) {
  // Whoever asked is gone: nobody will rename what is made here.
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
