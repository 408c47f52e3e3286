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
/** Chunks needed for pixels and colours; each once, except for pixel data. */
const wanted = new Set([
  ...['IHDR', 'PLTE', 'tRNS', 'cHRM', 'gAMA', 'sRGB'].map(kindOf),
  ...[profile, exif, pixels, endOfFile],
]);

/** The four-letter chunk type as its number in the file, because there may be millions of chunks. */
function kindOf(letters: string): number {
  return Buffer.from(letters, 'latin1').readUInt32BE();
}

/**
 * Reduces a PNG to the chunks of its still picture, because decoders unpack every text chunk, each possibly to
 * megabytes. From a malformed position on, the file is left unchanged, for the decoder to reject.
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

/** @param data name, a zero byte, the compression method (there is only one), the compressed profile. */
function unpacksWithinLimit(data: Uint8Array): boolean {
  try {
    inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: profileBytesLimit });
    return true;
  } catch {
    return false;
  }
}
