import { open, rm } from 'node:fs/promises';

/** Large enough to need its own space on any file system. */
const bytes = new Uint8Array(64 * 1024).fill(0x5a);

/**
 * Writes and removes a small file.
 * @param path of a file that nothing else uses.
 * @throws the system error, such as ENOSPC, EROFS or EACCES.
 */
export async function tryWriting(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    // Network file systems and quotas only fail at this point.
    await file.datasync();
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
