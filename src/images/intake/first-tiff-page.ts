import { profileBytesLimit } from './profile-limits.ts';
import type { StillPicture } from './still-picture.ts';

/** Tags that determine pixels (TIFF 6.0 and its supplements), orientation and colour profile. */
const wanted = new Set([
  ...[254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 274, 277, 278, 279, 284, 292, 293, 317, 320],
  ...[322, 323, 324, 325, 332, 334, 338, 339, 347, 529, 530, 531, 532],
]);
const colourProfile = 34_675;

/**
 * Reduces a TIFF to its first page and the tags that determine its picture, because decoders walk the whole chain of
 * directories in superlinear time and read all tags. A malformed file is returned unchanged, for the decoder to reject.
 */
export function firstTiffPage(bytes: Uint8Array): StillPicture {
  const layout = new TiffLayout(bytes);
  const directory = layout.readOffset(layout.offsetBytes);
  const count = layout.readCount(directory);
  const entries = directory + layout.countBytes;
  const link = entries + count * layout.entryBytes;
  if (!(link + layout.offsetBytes <= bytes.length)) return { bytes, hadMore: false };
  const still = Uint8Array.from(bytes);
  const seen = new Set<number>();
  for (let start = entries; start < link; start += layout.entryBytes) {
    const tag = layout.readTag(start);
    const isBounded = tag === colourProfile && layout.readValueCount(start) <= profileBytesLimit;
    if (seen.has(tag) || !(wanted.has(tag) || isBounded)) continue;
    still.set(bytes.subarray(start, start + layout.entryBytes), entries + seen.size * layout.entryBytes);
    seen.add(tag);
  }
  new TiffLayout(still).writeCount(directory, seen.size);
  const end = entries + seen.size * layout.entryBytes;
  still.fill(0, end, end + layout.offsetBytes);
  return { bytes: still, hadMore: layout.readOffset(link) !== 0 };
}

/** Reads numbers of a TIFF file; NaN past the end. BigTIFF (version 43) is the same with eight-byte numbers. */
class TiffLayout {
  readonly offsetBytes: 4 | 8;
  readonly countBytes: 2 | 8;
  readonly entryBytes: 12 | 20;
  readonly #view: DataView;
  readonly #littleEndian: boolean;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#littleEndian = bytes[0] === 0x49;
    const isBig = bytes[this.#littleEndian ? 2 : 3] === 43;
    this.offsetBytes = isBig ? 8 : 4;
    this.countBytes = isBig ? 8 : 2;
    this.entryBytes = isBig ? 20 : 12;
  }

  readOffset(position: number): number {
    return this.#read(position, this.offsetBytes);
  }

  /** Number of entries of a directory. */
  readCount(directory: number): number {
    return this.#read(directory, this.countBytes);
  }

  writeCount(directory: number, count: number): void {
    if (this.countBytes === 8) this.#view.setBigUint64(directory, BigInt(count), this.#littleEndian);
    else this.#view.setUint16(directory, count, this.#littleEndian);
  }

  readTag(entry: number): number {
    return this.#read(entry, 2);
  }

  /** Number of values of an entry. */
  readValueCount(entry: number): number {
    return this.#read(entry + 4, this.offsetBytes);
  }

  #read(position: number, size: 2 | 4 | 8): number {
    if (!(position + size <= this.#view.byteLength)) return Number.NaN;
    if (size === 8) return Number(this.#view.getBigUint64(position, this.#littleEndian));
    return size === 4
      ? this.#view.getUint32(position, this.#littleEndian)
      : this.#view.getUint16(position, this.#littleEndian);
  }
}
