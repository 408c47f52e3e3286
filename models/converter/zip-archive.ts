import type { FileHandle } from 'node:fs/promises';
import { type Entry, fromFd, type ZipFile } from 'yauzl';
import { ConverterError } from './converter-error.ts';

/** Where the bytes of an archive's entry lie in the file. */
export interface ArchiveEntry {
  readonly start: number;
  readonly length: number;
}

/**
 * The entries of a zip archive whose entries are all stored without compression, as PyTorch writes them; their
 * bytes can be read straight from the file.
 * @throws ConverterError when the file is not such an archive, or is cut short.
 */
export async function readArchive(file: FileHandle): Promise<Map<string, ArchiveEntry>> {
  const archive = await openArchive(file);
  const entries = new Map<string, ArchiveEntry>();
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (entry.compressionMethod !== 0)
        throw new ConverterError(
          `its entry ${entry.fileName} is compressed; PyTorch stores entries as they are`,
        );
      entries.set(entry.fileName, await place(archive, entry));
    }
  } catch (error) {
    if (error instanceof ConverterError) throw error;
    throw new ConverterError(`its zip archive is damaged: ${(error as Error).message}`, { cause: error });
  }
  return entries;
}

async function openArchive(file: FileHandle): Promise<ZipFile> {
  const start = (await file.read(Buffer.alloc(64), 0, 64, 0)).buffer.toString('latin1');
  return new Promise((resolve, reject) => {
    // The descriptor stays ours: tensors are read from it later.
    fromFd(file.fd, { autoClose: false, lazyEntries: true, decodeStrings: true }, (error, archive) => {
      if (error === null) resolve(archive);
      else reject(new ConverterError(notAnArchive(start), { cause: error }));
    });
  });
}

async function place(archive: ZipFile, entry: Entry): Promise<ArchiveEntry> {
  const header = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
  return { start: header.fileDataStart, length: entry.uncompressedSize };
}

function notAnArchive(start: string): string {
  if (start.startsWith('PK\x03\x04'))
    return 'it is a zip archive that is cut short: its directory at the end is missing';
  if (start.startsWith('version https://git-lfs')) return 'it is a Git LFS pointer, not the file itself';
  if (start.startsWith('\x80\x02\x8a\x0a'))
    return 'it is in the format of PyTorch before 1.6; only zip checkpoints are read';
  return 'it is not a zip archive, as PyTorch checkpoints are';
}
