import { randomUUID } from 'node:crypto';
import { link, readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/**
 * One process may own a folder. The lock is a file beside it that says who holds it.
 *
 * A lock left behind by a dead process is taken over. Whether the holder lives is decided by its process id *and* its
 * start time (ids are used again), which Linux tells in /proc; elsewhere by the id alone, which can take a
 * stranger for the holder: then the error says which file to delete. A holder in another place (another
 * machine or container, whose ids mean nothing here) is known to live by touching the file every few seconds.
 */

const touchMs = 3000;
const silentMs = 10_000;

const holderSchema = z.object({
  /** Tells this lock from any other. */
  token: z.string(),
  pid: z.int(),
  /** Start time of the process in clock ticks since boot; null where the system does not tell. */
  startTime: z.string().nullable(),
  /** Machine and process namespace: process ids are compared within a place only. */
  place: z.string(),
  since: z.string(),
});

type Holder = z.infer<typeof holderSchema>;

/** Another process has the folder open. */
export class FolderInUseError extends Error {
  readonly folder: string;
  readonly pid: number;

  constructor(folder: string, lockFile: string, holder: Holder) {
    super(
      `${folder} is in use by process ${holder.pid} on ${holder.place}, since ${holder.since}. ` +
        `Stop that server, or choose another data folder. If there is no such server, delete ${lockFile}.`,
    );
    this.name = 'FolderInUseError';
    this.folder = folder;
    this.pid = holder.pid;
  }
}

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * @param wait passes the time in which a holder elsewhere is to give a sign of life.
 * @throws FolderInUseError when a living process holds the folder.
 */
export async function lockFolder(
  folder: string,
  wait: (milliseconds: number) => Promise<unknown> = delay,
): Promise<FolderLock> {
  const lockFile = `${folder}.lock`;
  const mine: Holder = {
    token: randomUUID(),
    pid: process.pid,
    startTime: await startTime(process.pid),
    place: await place(),
    since: new Date().toISOString(),
  };
  // Linked into place when it is whole, so that nobody ever reads half a lock.
  const draft = `${lockFile}.${mine.token}`;
  await writeFile(draft, JSON.stringify(mine));
  try {
    while (!(await tryLink(draft, lockFile))) {
      const holder = await readHolder(lockFile);
      if (holder === undefined) continue;
      if (await lives(holder, mine.place, lockFile, wait))
        throw new FolderInUseError(folder, lockFile, holder);
      await removeStale(lockFile, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  const touching = setInterval(() => {
    const now = new Date();
    utimes(lockFile, now, now).catch(() => {});
  }, touchMs);
  touching.unref();
  return {
    async release() {
      clearInterval(touching);
      if ((await readHolder(lockFile))?.token === mine.token) await rm(lockFile, { force: true });
    },
  };
}

/** `false` when the lock is there already. */
async function tryLink(draft: string, lockFile: string): Promise<boolean> {
  try {
    await link(draft, lockFile);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** `undefined` when the lock has just been released. */
async function readHolder(lockFile: string): Promise<Holder | undefined> {
  const text = await readFile(lockFile, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(`${lockFile} is not a lock file of this program. Move it away.`);
  }
}

/** Moves a stale lock away; when another process was faster, its new lock is put back. */
async function removeStale(lockFile: string, stale: Holder): Promise<void> {
  const aside = `${lockFile}.${randomUUID()}`;
  const moved = await rename(lockFile, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await readHolder(aside))?.token !== stale.token) await tryLink(aside, lockFile);
  await rm(aside, { force: true });
}

async function lives(
  holder: Holder,
  here: string,
  lockFile: string,
  wait: (milliseconds: number) => Promise<unknown>,
): Promise<boolean> {
  if (holder.place !== here) return touchesLock(lockFile, wait);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return holder.startTime === null || holder.startTime === (await startTime(holder.pid));
}

/** Whether the lock's file is touched within the time that a living holder lets pass at most. */
async function touchesLock(
  lockFile: string,
  wait: (milliseconds: number) => Promise<unknown>,
): Promise<boolean> {
  const touched = () =>
    stat(lockFile).then(
      file => file.mtimeMs,
      () => undefined,
    );
  const before = await touched();
  if (before === undefined || Date.now() - before > silentMs) return false;
  await wait(silentMs);
  const after = await touched();
  return after !== undefined && after !== before;
}

/** Start time of a process on Linux: field 22 of its stat line, counted after the name, which may hold anything. */
async function startTime(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

async function place(): Promise<string> {
  const namespace = await readlink('/proc/self/ns/pid').catch(() => null);
  return namespace === null ? hostname() : `${hostname()} (${namespace})`;
}
