import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** A file of the page, in all available compressions. */
export interface StudioFile {
  readonly mediaType: string;
  readonly entityTag: string;
  readonly identity: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer> | null;
  readonly gzip: Uint8Array<ArrayBuffer> | null;
}

/** By path, such as `/assets/index-B2kd.js`. */
export type StudioFiles = ReadonlyMap<string, StudioFile>;

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Reads a built page into memory (a megabyte), so that no URL ever reaches the file system. */
export async function readStudioFiles(bundle: string): Promise<StudioFiles> {
  const entries = await readdir(bundle, { recursive: true, withFileTypes: true });
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    found.set(`/${relative(bundle, file).split(sep).join('/')}`, new Uint8Array(await readFile(file)));
  }
  const files = new Map<string, StudioFile>();
  for (const [path, identity] of found) {
    const mediaType = mediaTypes[extname(path)];
    if (mediaType === undefined) continue;
    files.set(path, {
      mediaType,
      entityTag: `"${createHash('sha256').update(identity).digest('base64url')}"`,
      identity,
      br: found.get(`${path}.br`) ?? null,
      gzip: found.get(`${path}.gz`) ?? null,
    });
  }
  return files;
}
