import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import type { Rectangle } from './canvas-mapping.ts';
import { fillHole, type PixelMask } from './fill-hole.ts';

/** A stored picture or mask: a lossless file, identified by its content. */
export interface StoredPicture {
  /** sha256 (hex) of size and samples: equal digests are equal pictures. */
  readonly digest: string;
  readonly width: number;
  readonly height: number;
  /** A PNG file, RGB or greyscale. */
  readonly bytes: Uint8Array;
}

export function storePicture({ width, height, data }: RgbImage): Promise<StoredPicture> {
  return store(data, width, height, 3);
}

/** @param mask [height, width]. */
export function storeMask(mask: PixelMask, width: number, height: number): Promise<StoredPicture> {
  return store(mask, width, height, 1);
}

async function store(
  data: Uint8Array,
  width: number,
  height: number,
  channels: 1 | 3,
): Promise<StoredPicture> {
  const digest = createHash('sha256').update(`${width}x${height}x${channels}\n`).update(data).digest('hex');
  const bytes = await sharp(data, { raw: { width, height, channels } }).png().toBuffer();
  return { digest, width, height, bytes };
}

export async function storedPixels({ width, height, bytes }: StoredPicture): Promise<RgbImage> {
  const data = await sharp(bytes).toColourspace('srgb').raw().toBuffer();
  return { width, height, data };
}

/** [height, width], as passed to `storeMask`. */
export function storedMask({ bytes }: StoredPicture): Promise<PixelMask> {
  return sharp(bytes).toColourspace('b-w').raw().toBuffer();
}

/** A picture with its masked area filled from the surroundings. @param margin as for `fillHole`. */
export async function withoutHole(
  picture: StoredPicture,
  mask: StoredPicture,
  margin: number,
): Promise<RgbImage> {
  return fillHole(await storedPixels(picture), await storedMask(mask), margin);
}

/** A part of the picture as a PNG file. */
export function cropStored(
  { bytes }: StoredPicture,
  { left, top, width, height }: Rectangle,
): Promise<Buffer> {
  return sharp(bytes).extract({ left, top, width, height }).png().toBuffer();
}
