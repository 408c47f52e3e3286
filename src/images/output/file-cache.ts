import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Length of the digest at the end of each file. */
const digestBytes = 32;
/** Eviction reduces the cache to this share of its limit, so that not every write has to scan for the oldest files. */
const shareAfterEviction = 0.9;

interface CachedFile {
  readonly file: string;
  readonly bytes: number;
  readonly usedAt: number;
}

/**
 * A file cache in a folder, bounded in size, with LRU eviction by modification time, which reads renew. Files may
 * vanish at any time, and several processes may share the folder. Each file ends with a digest of its key and content,
 * so that files damaged by a full disk, a crash or manual changes are never served but removed. For the same reason,
 * nothing is synced to disk, which would take longer than recreating most files.
 */
export class FileCache {
  readonly #folder: string;
  readonly #maxBytes: number;
  #bytes: number;
  #eviction: Promise<void> | null = null;

  private constructor(folder: string, maxBytes: number, bytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
    this.#bytes = bytes;
  }

  /** @param maxBytes total size above which the oldest files are evicted. */
  static async open(folder: string, maxBytes: number): Promise<FileCache> {
    await mkdir(folder, { recursive: true });
    const files = await cachedFiles(folder);
    const cache = new FileCache(folder, maxBytes, sumOfBytes(files));
    await cache.#evictIfTooLarge();
    return cache;
  }

  /** @param key a file name: letters, digits, `-`, `.`. @returns null if it is missing or damaged. */
  async read(key: string): Promise<Buffer | null> {
    const file = this.#fileOf(key);
    try {
      const stored = await readFile(file);
      const bytes = stored.subarray(0, Math.max(0, stored.length - digestBytes));
      if (!digestOf(key, bytes).equals(stored.subarray(bytes.length))) {
        await rm(file, { force: true });
        this.#bytes -= stored.length;
        return null;
      }
      const now = new Date();
      await utimes(file, now, now);
      return bytes;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Writes atomically: readers never see partial files. */
  async write(key: string, bytes: Uint8Array): Promise<void> {
    const file = this.#fileOf(key);
    await mkdir(path.dirname(file), { recursive: true });
    const unfinished = `${file}.${randomUUID()}.tmp`;
    try {
      await writeFile(unfinished, Buffer.concat([bytes, digestOf(key, bytes)]));
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    this.#bytes += bytes.byteLength + digestBytes;
    await this.#evictIfTooLarge();
  }

  #fileOf(key: string): string {
    // Two levels, so that no folder grows to hundreds of thousands of entries.
    return path.join(this.#folder, key.slice(0, 2), key);
  }

  async #evictIfTooLarge(): Promise<void> {
    if (this.#bytes <= this.#maxBytes) return;
    this.#eviction ??= this.#evict().finally(() => {
      this.#eviction = null;
    });
    await this.#eviction;
  }

  async #evict(): Promise<void> {
    const files = await cachedFiles(this.#folder);
    // Recounted, because another process may have written or removed files.
    let bytes = sumOfBytes(files);
    for (const { file, bytes: size } of files.toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (bytes <= this.#maxBytes * shareAfterEviction) break;
      await rm(file, { force: true });
      bytes -= size;
    }
    this.#bytes = bytes;
  }
}

function digestOf(key: string, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(`${key}\n`).update(bytes).digest();
}

async function cachedFiles(folder: string): Promise<CachedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: CachedFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    try {
      const { size, mtimeMs } = await stat(file);
      files.push({ file, bytes: size, usedAt: mtimeMs });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return files;
}

function sumOfBytes(files: readonly CachedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
