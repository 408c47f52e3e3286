import { open, rm } from 'node:fs/promises';

/** Enough to need room of its own on any file system. */
const bytes = new Uint8Array(64 * 1024).fill(0x5a);

/**
 * Writes and removes a small file.
 * @param path of a file that nobody else uses.
 * @throws the system's error when it cannot be written, such as ENOSPC, EROFS or EACCES.
 */
export async function tryWriting(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    // Only then do network file systems and quotas say no.
    await file.datasync();
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
