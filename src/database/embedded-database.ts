import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { fromPglite } from 'pg-boss';
import { createFolder } from './create-folder.ts';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

/** PostgreSQL plans for a machine of its own; for one process and kilobytes of rows this saves some 170 MB. */
const settings = ['-c', 'shared_buffers=16MB', '-c', 'max_connections=10'];

/**
 * Opens the PostgreSQL in a folder (PGlite), and creates it at first. PGlite runs on the thread that calls it:
 * keep statements small.
 * @throws FolderInUseError when another process has it open.
 */
export async function openEmbeddedDatabase(folder: string): Promise<Database> {
  await mkdir(dirname(folder), { recursive: true });
  const lock = lockFolder(folder);
  let pglite: PGlite | undefined;
  try {
    await createFolder(folder);
    pglite = await PGlite.create({
      dataDir: folder,
      startParams: [...PGlite.defaultStartParams, ...settings],
    });
    const opened = pglite;
    const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: opened }) });
    await migrate(kysely);
    return {
      kind: 'embedded',
      kysely,
      // In the same process no notification is ever missed.
      notifications: { listen: (channel, onNotification) => opened.listen(channel, onNotification) },
      queueDatabase: fromPglite(opened),
      async close() {
        await kysely.destroy();
        if (!opened.closed) await opened.close();
        lock.release();
      },
    };
  } catch (error) {
    await pglite?.close();
    lock.release();
    throw error;
  }
}
