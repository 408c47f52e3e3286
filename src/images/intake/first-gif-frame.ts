import { KeptBytes } from './kept-bytes.ts';
import type { StillPicture } from './still-picture.ts';

const trailer = 0x3b;
const imageDescriptor = 0x2c;
const extension = 0x21;
/** The only extension a picture needs, which defines the transparent colour. */
const graphicControl = 0xf9;

/**
 * Reduces a GIF to its first frame, because decoders scan all frames even to show the first. A malformed file is
 * returned unchanged, for the decoder to reject.
 */
export function firstGifFrame(bytes: Uint8Array): StillPicture {
  const kept = new KeptBytes(bytes);
  let position = 13 + colourTableBytes(bytes[10]);
  kept.keep(0, position);
  let control: { start: number; end: number } | null = null;
  while (bytes[position] === extension) {
    const end = afterSubBlocks(bytes, position + 2);
    if (bytes[position + 1] === graphicControl) control = { start: position, end };
    position = end;
  }
  if (bytes[position] !== imageDescriptor) return { bytes, hadMore: false };
  // Descriptor, colour table, code size, compressed data.
  const end = afterSubBlocks(bytes, position + 10 + colourTableBytes(bytes[position + 9]) + 1);
  if (end >= bytes.length) return { bytes, hadMore: false };
  if (control) kept.keep(control.start, control.end);
  kept.keep(position, end);
  return { bytes: Buffer.concat([kept.join(), Buffer.from([trailer])]), hadMore: hasFrame(bytes, end) };
}

/** Whether another frame follows the first; unreadable data counts as none. */
function hasFrame(bytes: Uint8Array, start: number): boolean {
  let position = start;
  while (bytes[position] === extension) position = afterSubBlocks(bytes, position + 2);
  return bytes[position] === imageDescriptor;
}

function colourTableBytes(flags = 0): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 0x07) + 1);
}

/** Position after a chain of sub-blocks: each starts with its length, the last has length 0. */
function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let position = start;
  for (;;) {
    const length = bytes[position];
    if (length === undefined) return bytes.length;
    position += length + 1;
    if (length === 0) return position;
  }
}
