import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ConverterError } from './converter-error.ts';

/** Where packs lie unless one says otherwise; commands know a pack there by its name. */
export const packsFolder = join('models', 'packs');

/**
 * Creates a folder whole or not at all: `fill` writes into a hidden sibling, which gets its name when everything is
 * on the disk. Whatever ends `fill` early, nothing is left behind; what a killed process left is removed next time.
 * @param fill writes the files into the folder it is given.
 * @throws ConverterError when `out` exists, its parent cannot be written or the disk is full; what `fill` throws.
 */
export async function createFolder(out: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const target = resolve(out);
  await refuseExisting(target, out);
  const parent = dirname(target);
  await guarded(out, () => mkdir(parent, { recursive: true }));
  await removeAbandoned(parent, basename(target));
  const temporary = join(parent, `.${basename(target)}.${process.pid}.tmp`);
  await guarded(out, () => mkdir(temporary));
  try {
    await guarded(out, () => fill(temporary));
    await syncFolder(temporary);
    await refuseExisting(target, out);
    await guarded(out, () => rename(temporary, target));
    await syncFolder(parent);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function refuseExisting(target: string, out: string): Promise<void> {
  const exists = await stat(target).then(
    () => true,
    () => false,
  );
  if (exists) throw new ConverterError(`${out} exists already; remove it or choose another --out`);
}

async function removeAbandoned(parent: string, name: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    const prefix = `.${name}.`;
    if (!entry.startsWith(prefix) || !entry.endsWith('.tmp')) continue;
    const pid = Number(entry.slice(prefix.length, -'.tmp'.length));
    if (Number.isSafeInteger(pid) && pid > 0 && !isRunning(pid))
      await rm(join(parent, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Says in words what the file system says in codes. */
async function guarded<T>(out: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new ConverterError(`the disk is full: ${out} was not written`, { cause: error });
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR' || code === 'EFBIG')
      throw new ConverterError(`${out} cannot be written: ${message}`, { cause: error });
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders; there the files alone are synced.
  if (process.platform === 'win32') return;
  await using folder = await open(path, 'r');
  await folder.sync();
}
