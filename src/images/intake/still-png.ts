import { inflateSync } from 'node:zlib';
import { KeptBytes } from './kept-bytes.ts';
import { exifBytesLimit, profileBytesLimit } from './profile-limits.ts';
import type { StillPicture } from './still-picture.ts';

const signatureBytes = 8;
const chunkOverheadBytes = 12;
const pixels = kindOf('IDAT');
const endOfFile = kindOf('IEND');
const profile = kindOf('iCCP');
const exif = kindOf('eXIf');
/** What the pixels and their colours take; each once, but for the pixels. */
const wanted = new Set([
  ...['IHDR', 'PLTE', 'tRNS', 'cHRM', 'gAMA', 'sRGB'].map(kindOf),
  ...[profile, exif, pixels, endOfFile],
]);

/** The four letters of a kind as the number that they are in the file: there may be millions of chunks. */
function kindOf(letters: string): number {
  return Buffer.from(letters, 'latin1').readUInt32BE();
}

/**
 * Leaves the chunks that a PNG needs for its still picture: a decoder unpacks every text, and each may unpack to megabytes.
 * A file that does not follow the grammar is left as it is from there on, for the decoder to refuse.
 */
export function stillPng(bytes: Uint8Array): StillPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = new KeptBytes(bytes);
  const seen = new Set<number>();
  let position = signatureBytes;
  let kind = 0;
  kept.keep(0, position);
  while (kind !== endOfFile && position + chunkOverheadBytes <= bytes.length) {
    kind = view.getUint32(position + 4);
    const end = position + chunkOverheadBytes + view.getUint32(position);
    const isFirst = !seen.has(kind);
    if (
      kind === pixels ||
      (isFirst && wanted.has(kind) && isBounded(kind, bytes.subarray(position + 8, end - 4)))
    )
      kept.keep(position, end);
    if (isFirst) seen.add(kind);
    position = end;
  }
  if (kind !== endOfFile && position < bytes.length) kept.keep(position, bytes.length);
  return { bytes: kept.join(), hadMore: seen.has(kindOf('acTL')) };
}

function isBounded(kind: number, data: Uint8Array): boolean {
  if (kind === exif) return data.length <= exifBytesLimit;
  return kind !== profile || unpacksWithinLimit(data);
}

/** @param data name, a zero, the kind of compression (there is one), the packed profile. */
function unpacksWithinLimit(data: Uint8Array): boolean {
  try {
    inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: profileBytesLimit });
    return true;
  } catch {
    return false;
  }
}
