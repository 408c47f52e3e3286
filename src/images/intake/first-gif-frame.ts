import type { StillPicture } from './still-picture.ts';

const trailer = 0x3b;
const imageDescriptor = 0x2c;
const extension = 0x21;

/**
 * Ends a GIF after its first frame: decoders scan every frame of a file, even to show the first. A file that does not
 * follow the grammar is returned as it is, for the decoder to refuse.
 */
export function firstGifFrame(bytes: Uint8Array): StillPicture {
  let position = 13 + colourTableBytes(bytes[10]);
  while (bytes[position] === extension) position = afterSubBlocks(bytes, position + 2);
  if (bytes[position] !== imageDescriptor) return { bytes, hadMore: false };
  // Descriptor, its colour table, the code size, the compressed data.
  const end = afterSubBlocks(bytes, position + 10 + colourTableBytes(bytes[position + 9]) + 1);
  if (end >= bytes.length) return { bytes, hadMore: false };
  const still = new Uint8Array(end + 1);
  still.set(bytes.subarray(0, end));
  still[end] = trailer;
  return { bytes: still, hadMore: hasFrame(bytes, end) };
}

/** Whether another frame follows the first; what cannot be read counts as none. */
function hasFrame(bytes: Uint8Array, start: number): boolean {
  let position = start;
  while (bytes[position] === extension) position = afterSubBlocks(bytes, position + 2);
  return bytes[position] === imageDescriptor;
}

function colourTableBytes(flags = 0): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 0x07) + 1);
}

/** Position behind a chain of sub-blocks: each begins with its length, the last has length 0. */
function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let position = start;
  for (;;) {
    const length = bytes[position];
    if (length === undefined) return bytes.length;
    position += length + 1;
    if (length === 0) return position;
  }
}
