import { copyFile, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileCache } from '../../src/images/output/file-cache.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const kilobyte = (fill: number) => Buffer.alloc(1000, fill);

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(({ name }) => name);
}

/** Sets when a file was last used, in seconds since 1970. */
async function usedAt(key: string, seconds: number): Promise<void> {
  await utimes(join(folder, key.slice(0, 2), key), seconds, seconds);
}

describe('the file cache', () => {
  it('gives back what was written, also to another process', async () => {
    const cache = await FileCache.open(folder, 10_000);
    await cache.write('aa.png', kilobyte(1));
    expect(await cache.read('aa.png')).toEqual(kilobyte(1));
    expect(await (await FileCache.open(folder, 10_000)).read('aa.png')).toEqual(kilobyte(1));
    expect(await cache.read('bb.png')).toBeNull();
  });

  it('removes what was used least recently when it grows too large', async () => {
    const cache = await FileCache.open(folder, 3500);
    for (const [age, key] of ['a.png', 'b.png', 'c.png'].entries()) {
      await cache.write(key, kilobyte(age));
      await usedAt(key, 1000 + age);
    }
    await cache.read('a.png');
    await cache.write('d.png', kilobyte(4));
    expect((await files()).sort()).toEqual(['a.png', 'c.png', 'd.png']);
  });

  it('is brought down to its limit when it is opened', async () => {
    const roomy = await FileCache.open(folder, 10_000);
    for (const [age, key] of ['a.png', 'b.png', 'c.png', 'd.png'].entries()) {
      await roomy.write(key, kilobyte(age));
      await usedAt(key, 1000 + age);
    }
    await FileCache.open(folder, 2500);
    expect((await files()).sort()).toEqual(['c.png', 'd.png']);
  });

  it('leaves no unfinished file behind', async () => {
    const cache = await FileCache.open(folder, 10_000);
    // A file where the folder would have to be makes every write fail.
    await writeFile(join(folder, 'zz'), '');
    await expect(cache.write('zz.png', kilobyte(0))).rejects.toThrow();
    await Promise.all(Array.from({ length: 20 }, () => cache.write('aa.png', kilobyte(7))));
    expect((await files()).sort()).toEqual(['aa.png', 'zz']);
    expect(await cache.read('aa.png')).toEqual(kilobyte(7));
  });

  it.each([
    ['empty', (file: string) => truncate(file)],
    ['cut short', (file: string) => truncate(file, 500)],
    ['shorter than a digest', (file: string) => truncate(file, 10)],
    ['longer', (file: string) => writeFile(file, 'more', { flag: 'a' })],
    ['of zeros', async (file: string) => writeFile(file, Buffer.alloc((await readFile(file)).length))],
    ['what another key was given', (file: string) => copyFile(file.replaceAll('aa', 'bb'), file)],
  ])('drops a file that is %s, and keeps the next', async (_, spoil) => {
    const cache = await FileCache.open(folder, 10_000);
    await cache.write('aa.png', kilobyte(1));
    await cache.write('bb.png', kilobyte(2));
    await spoil(join(folder, 'aa', 'aa.png'));
    expect(await cache.read('aa.png')).toBeNull();
    expect(await files()).toEqual(['bb.png']);
    await cache.write('aa.png', kilobyte(3));
    expect(await cache.read('aa.png')).toEqual(kilobyte(3));
  });

  it('does without files that somebody else removed', async () => {
    const cache = await FileCache.open(folder, 10_000);
    await cache.write('aa.png', kilobyte(1));
    await rm(folder, { recursive: true });
    expect(await cache.read('aa.png')).toBeNull();
    await cache.write('aa.png', kilobyte(2));
    expect(await cache.read('aa.png')).toEqual(kilobyte(2));
  });
});
