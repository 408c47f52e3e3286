import type { StillPicture } from './still-picture.ts';

/**
 * Unlinks all pages but the first from a TIFF: decoders walk the whole chain of directories, in more than linear time.
 * A file that does not follow the grammar is returned as it is, for the decoder to refuse.
 */
export function firstTiffPage(bytes: Uint8Array): StillPicture {
  const link = positionOfLink(bytes);
  if (link === null) return { bytes, hadMore: false };
  const hadMore = bytes.subarray(link.start, link.end).some(byte => byte !== 0);
  if (!hadMore) return { bytes, hadMore };
  const still = Uint8Array.from(bytes);
  still.fill(0, link.start, link.end);
  return { bytes: still, hadMore };
}

/** Where the first directory says where the second is; `null` when that is not in the file. */
function positionOfLink(bytes: Uint8Array): { start: number; end: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  // Version 43 is BigTIFF: the same with numbers of eight bytes.
  const big = bytes[littleEndian ? 2 : 3] === 43;
  const number = big ? 8 : 4;
  const countBytes = big ? 8 : 2;
  const entry = big ? 20 : 12;
  const read = (position: number, size: number): number => {
    if (position + size > bytes.length) return Number.NaN;
    if (size === 8) return Number(view.getBigUint64(position, littleEndian));
    return size === 4 ? view.getUint32(position, littleEndian) : view.getUint16(position, littleEndian);
  };
  const directory = read(number, number);
  const start = directory + countBytes + read(directory, countBytes) * entry;
  return start + number <= bytes.length ? { start, end: start + number } : null;
}
