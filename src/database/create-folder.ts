import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * Creates the embedded database in a folder, unless it is there, in a process of its own: what PGlite takes to
 * create one (some 400 MB) it never gives back.
 */
export async function createFolder(folder: string): Promise<void> {
  // PostgreSQL writes its version first; a folder without it was not created to the end of that step.
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const child = fork(import.meta.filename, [folder], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords += text;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The database could not be created in ${folder}: ${lastWords.trim()}`);
}

if (import.meta.main) {
  const [, , folder] = process.argv;
  if (folder === undefined) throw new Error('Which folder?');
  const created = await PGlite.create({ dataDir: folder });
  await created.close();
}
