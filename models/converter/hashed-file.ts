import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** What `config.json` says of a file. */
export interface FileDigest {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Writes a new file from chunks, one at a time, and waits until it is on the disk.
 * @throws the file system's error (ENOSPC, EEXIST) or what `chunks` throws.
 */
export async function writeHashed(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<FileDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  await using file = await open(path, 'wx');
  for await (const chunk of chunks) {
    hash.update(chunk);
    let written = 0;
    while (written < chunk.byteLength)
      written += (await file.write(chunk, written, chunk.byteLength - written)).bytesWritten;
    bytes += chunk.byteLength;
  }
  await file.sync();
  return { sha256: hash.digest('hex'), bytes };
}
