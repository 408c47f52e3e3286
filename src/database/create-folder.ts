import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** What follows the folder's name in the name of one that is not finished. */
const draft = '.new-';

/**
 * Creates the embedded database in a folder, unless it is there: whole or not at all. In a process of its own,
 * because what PGlite takes to create one (some 400 MB) it never gives back.
 */
export async function createFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await removeDrafts(folder);
  const unfinished = await mkdtemp(`${folder}${draft}`);
  const child = fork(import.meta.filename, [unfinished], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords += text;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The database could not be created in ${folder}: ${lastWords.trim()}`);
  await rename(unfinished, folder);
}

/** Left behind by processes that were killed. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(`${basename(folder)}${draft}`))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
}

if (import.meta.main) {
  // Whoever asked is gone: nobody will rename what is made here.
  process.on('disconnect', () => process.exit(1));
  const [, , folder] = process.argv;
  if (folder === undefined) throw new Error('Which folder?');
  const created = await PGlite.create({ dataDir: folder });
  await created.close();
  process.exit(0);
}
