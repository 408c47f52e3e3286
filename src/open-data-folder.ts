import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tryWriting } from './database/try-writing.ts';
import { systemFailure } from './start-failure.ts';

/** The data folder cannot be created or written to. */
export class DataFolderError extends Error {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`DATA_DIR must be a writable folder with free space; ${folder}: ${reason}`, options);
    this.name = 'DataFolderError';
  }
}

/**
 * Creates the data folder if necessary, and checks that it is writable.
 * @throws DataFolderError
 */
export async function openDataFolder(folder: string): Promise<void> {
  try {
    await make(folder);
    await tryWriting(join(folder, '.probe'));
  } catch (error) {
    const reason = (await isFile(folder)) ? 'it is a file' : systemFailure(error);
    if (reason === null) throw error;
    throw new DataFolderError(folder, reason, { cause: error });
  }
}

/** Recursive `mkdir` of Node.js never returns where the system denies an existing parent, as in /proc. */
async function make(folder: string): Promise<void> {
  if (await exists(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await make(parent);
  await mkdir(folder).catch(error => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && !found.isDirectory();
}
