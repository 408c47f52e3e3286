import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';

/**
 * Creates the embedded database in a folder, unless it is there: whole or not at all. In a process of its own,
 * because what PGlite takes to create one (some 400 MB) it never gives back.
 */
export async function createFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
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

if (import.meta.main) {
  const [, , folder] = process.argv;
  if (folder === undefined) throw new Error('Which folder?');
  const created = await PGlite.create({ dataDir: folder });
  await created.close();
}
