import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { DatabaseFolderError } from './database-folder-error.ts';

/**
 * Exclusive ownership of a folder by one process. The lock is a small SQLite file beside it, in which the owner keeps a
 * transaction open: an operating system lock that ends with its process, however that dies. So there are no stale
 * locks, and no moment in which two processes could take over. The file stays after release, because a removed file
 * that is still locked would be invisible to a process that recreates it.
 */

/** SQLite's result codes. */
const busy = 5;
const notADatabase = 26;

const holderSchema = z.object({ pid: z.int(), host: z.string(), since: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Another process has the folder open. */
export class FolderInUseError extends Error {
  readonly folder: string;
  /** Process id of the holder; `null` if not recorded yet. */
  readonly pid: number | null;

  constructor(folder: string, holder: Holder | null) {
    const who =
      holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}, since ${holder.since}`;
    super(`${folder} is in use by ${who}. Stop that server, or choose another data folder.`);
    this.name = 'FolderInUseError';
    this.folder = folder;
    this.pid = holder?.pid ?? null;
  }
}

export interface FolderLock {
  release(): void;
}

/**
 * @throws FolderInUseError if the folder is held, by this process or another; DatabaseFolderError if the lock cannot be
 *   created.
 */
export function lockFolder(folder: string): FolderLock {
  const database = openLockFile(folder);
  try {
    database.exec('begin immediate');
    // From here on, only a process reading the holder's name can briefly be in the way.
    database.exec('pragma busy_timeout = 1000');
    database.exec('create table if not exists holder (pid integer, host text, since text)');
    database.exec('delete from holder');
    database
      .prepare('insert into holder values (?, ?, ?)')
      .run(process.pid, hostname(), new Date().toISOString());
    // Others can read the holder only once it is committed; a process that intervenes between two statements wins.
    database.exec('commit');
    database.exec('begin immediate');
  } catch (error) {
    const refused = refusal(error, folder, database);
    database.close();
    throw refused;
  }
  return { release: () => database.close() };
}

function openLockFile(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(`${folder}.lock`, { timeout: 0 });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseFolderError(folder, `its lock file ${folder}.lock cannot be written (${reason}).`, {
    cause: error,
  });
}

function refusal(error: unknown, folder: string, database: DatabaseSync): unknown {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  if (code === busy) return new FolderInUseError(folder, readHolder(database));
  if (code === notADatabase)
    return new DatabaseFolderError(folder, `${folder}.lock was not created by this program. Move it away.`);
  return unwritable(folder, error);
}

function readHolder(database: DatabaseSync): Holder | null {
  try {
    return holderSchema.parse(database.prepare('select pid, host, since from holder').get());
  } catch {
    return null;
  }
}
