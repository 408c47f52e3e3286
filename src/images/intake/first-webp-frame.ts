import { exifBytesLimit, profileBytesLimit } from './profile-limits.ts';
import type { StillPicture } from './still-picture.ts';

/** The chunks of a still picture, or of an animation reduced to its first frame. */
const wanted = new Set(['VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L', 'EXIF']);
/** Larger chunks of these kinds are dropped. */
const mostBytes = new Map([
  ['ICCP', profileBytesLimit],
  ['EXIF', exifBytesLimit],
]);
const fileHeaderBytes = 12;
const chunkHeaderBytes = 8;

/**
 * Reduces a WebP to its first frame, with each kind of chunk once, because decoders walk all frames for every frame
 * they find, which takes a minute for 100 000.
 */
export function firstWebpFrame(bytes: Uint8Array): StillPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = new Map<string, Uint8Array>();
  let hadMore = false;
  let position = fileHeaderBytes;
  while (position + chunkHeaderBytes <= bytes.length) {
    const kind = Buffer.from(bytes.buffer, bytes.byteOffset + position, 4).toString('latin1');
    const length = view.getUint32(position + 4, true);
    // Chunks are padded to an even length.
    const end = position + chunkHeaderBytes + length + (length & 1);
    hadMore ||= kind === 'ANMF' && kept.has(kind);
    const isBounded = length <= (mostBytes.get(kind) ?? Number.POSITIVE_INFINITY);
    if (wanted.has(kind) && isBounded && !kept.has(kind)) kept.set(kind, bytes.subarray(position, end));
    position = end;
  }
  if (keptBytes(kept) === position - fileHeaderBytes) return { bytes, hadMore };
  const still = Buffer.concat([bytes.subarray(0, fileHeaderBytes), ...kept.values()]);
  still.writeUInt32LE(still.length - chunkHeaderBytes, 4);
  return { bytes: still, hadMore };
}

function keptBytes(kept: ReadonlyMap<string, Uint8Array>): number {
  return kept.values().reduce((sum, chunk) => sum + chunk.length, 0);
}
