import { KeptBytes } from './kept-bytes.ts';
import { profileBytesLimit } from './profile-limits.ts';
import type { StillPicture } from './still-picture.ts';

const startOfScan = 0xda;
const comment = 0xfe;

/** Prefixes of application segments to keep. */
const exif = { marker: 0xe1, text: 'Exif\0\0' };
const profile = { marker: 0xe2, text: 'ICC_PROFILE\0' };
const others = [
  { marker: 0xe0, text: 'JFIF\0' },
  // Defines the meaning of CMYK.
  { marker: 0xee, text: 'Adobe' },
];

/**
 * Strips a JPEG of everything but the picture: comments, and application data other than orientation and colour
 * profile. That data may include a gain map (Ultra HDR), which turns the file into a different, larger picture than the
 * one shown. From a malformed position on, the file is left unchanged, for the decoder to reject.
 */
export function plainJpeg(bytes: Uint8Array): StillPicture {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = new KeptBytes(bytes);
  let profileBytes = 0;
  let hasExif = false;
  let position = 2;
  kept.keep(0, position);
  while (position + 4 <= file.length && file[position] === 0xff) {
    const marker = file[position + 1] ?? 0;
    if (marker === 0xff) {
      // Any number of these may precede a marker.
      position++;
      continue;
    }
    if (marker === startOfScan || marker < 0xc0) break;
    const end = position + 2 + file.readUInt16BE(position + 2);
    const begins = (segment: { marker: number; text: string }) =>
      segment.marker === marker &&
      file
        .subarray(position + 4, position + 4 + segment.text.length)
        .equals(Buffer.from(segment.text, 'latin1'));
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    if (begins(profile)) {
      profileBytes += end - position;
      if (profileBytes <= profileBytesLimit) kept.keep(position, end);
    } else if (begins(exif)) {
      if (!hasExif) kept.keep(position, end);
      hasExif = true;
    } else if (others.some(begins) || !(isApplication || marker === comment)) kept.keep(position, end);
    position = end;
  }
  if (position < file.length) kept.keep(position, file.length);
  return { bytes: kept.join(), hadMore: false };
}
