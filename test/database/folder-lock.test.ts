import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError, lockFolder } from '../../src/database/folder-lock.ts';

let parent: string;
let folder: string;
let lockFile: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'flexvar-lock-'));
  folder = join(parent, 'database');
  lockFile = `${folder}.lock`;
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** The lock file as this process writes it, with some fields changed. */
async function leaveLock(changes: Record<string, unknown>): Promise<void> {
  const lock = await lockFolder(folder);
  const written = JSON.parse(await readFile(lockFile, 'utf8'));
  await lock.release();
  await writeFile(lockFile, JSON.stringify({ ...written, ...changes }));
}

/** Id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('the lock of a folder', () => {
  it('is held by one at a time', async () => {
    const lock = await lockFolder(folder);
    const refused = await lockFolder(folder).catch(error => error);
    expect(refused).toBeInstanceOf(FolderInUseError);
    expect(refused).toMatchObject({ folder, pid: process.pid });
    expect(refused.message).toContain(lockFile);
    await lock.release();
    const next = await lockFolder(folder);
    await next.release();
    expect(await readdir(parent)).toEqual([]);
  });

  it('is given to one of many who ask at once', async () => {
    const locks = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));
    expect(locks.filter(lock => lock.status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken over from a dead process, by one of many', async () => {
    await leaveLock({ pid: await deadPid(), token: 'stale' });
    const locks = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));
    expect(locks.filter(lock => lock.status === 'fulfilled')).toHaveLength(1);
    expect(JSON.parse(await readFile(lockFile, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(await readdir(parent)).toEqual(['database.lock']);
  });

  it.runIf(process.platform === 'linux')(
    'is taken over when the process id belongs to another by now',
    async () => {
      await leaveLock({ token: 'stale', startTime: '1' });
      const lock = await lockFolder(folder);
      await lock.release();
    },
  );

  it('is not released by a holder that lost it', async () => {
    const lock = await lockFolder(folder);
    await rm(lockFile);
    const next = await lockFolder(folder);
    await lock.release();
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderInUseError);
    await next.release();
  });

  it('is respected while a holder on another machine gives signs of life, and no longer', async () => {
    await leaveLock({ token: 'elsewhere', place: 'another machine', pid: await deadPid() });
    const touch = async () => {
      const later = new Date(Date.now() + 1000);
      await utimes(lockFile, later, later);
    };
    await expect(lockFolder(folder, touch)).rejects.toBeInstanceOf(FolderInUseError);
    const lock = await lockFolder(folder, async () => {});
    await lock.release();
  });

  it('is taken over at once when a holder on another machine was silent for long', async () => {
    await leaveLock({ token: 'elsewhere', place: 'another machine' });
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(lockFile, longAgo, longAgo);
    const lock = await lockFolder(folder, () => Promise.reject(new Error('nothing to wait for')));
    await lock.release();
  });

  it('never takes a file that is no lock for one', async () => {
    await writeFile(lockFile, 'shopping list');
    await expect(lockFolder(folder)).rejects.toThrow(/not a lock file/);
    expect(await readFile(lockFile, 'utf8')).toBe('shopping list');
  });
});
