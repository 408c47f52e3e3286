import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError, lockFolder } from '../../src/database/embedded/folder-lock.ts';

let parent: string;
let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'flexvar-lock-'));
  folder = join(parent, 'database');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(parent, { recursive: true, force: true });
});

/** A process that tries to take the lock, and what came of it. */
async function holder(): Promise<{ child: ChildProcess; outcome: unknown }> {
  const child = fork(join(import.meta.dirname, 'lock-holder.ts'), [folder], { execArgv: [] });
  children.push(child);
  const [outcome] = await once(child, 'message');
  return { child, outcome };
}

describe('the lock of a folder', () => {
  it('is held by one at a time, also in one process', () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUseError);
    lock.release();
    lockFolder(folder).release();
  });

  it('says who holds it', async () => {
    const { child, outcome } = await holder();
    expect(outcome).toBe('held');
    expect(() => lockFolder(folder)).toThrow(`${folder} is in use by process ${child.pid} on `);
  });

  it('is given to one of many processes that ask at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, async () => (await holder()).outcome));
    expect(outcomes.toSorted()).toEqual([...Array(5).fill('FolderInUseError'), 'held']);
  });

  it('ends with its process, however that dies, and is then given to one of many', async () => {
    const { child } = await holder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const outcomes = await Promise.all(Array.from({ length: 6 }, async () => (await holder()).outcome));
    expect(outcomes.toSorted()).toEqual([...Array(5).fill('FolderInUseError'), 'held']);
  });

  it('never takes a file that is no lock for one', async () => {
    await writeFile(
      `${folder}.lock`,
      'shopping list, and much more of it than fits into a header of SQLite: '.repeat(20),
    );
    expect(() => lockFolder(folder)).toThrow(/not created by this program/);
    expect(await readFile(`${folder}.lock`, 'utf8')).toContain('shopping list');
  });
});
