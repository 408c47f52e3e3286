import sharp from 'sharp';
import type { PixelSize } from '../../flexvar/pixel-size.ts';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import type { CanvasMapping, Rectangle } from './canvas-mapping.ts';
import type { PixelMask } from './fill-hole.ts';
import { type StoredPicture, storePicture } from './stored-picture.ts';

/** A source in its canvas. */
export interface PaintedSource {
  readonly pixels: RgbImage;
  /** The same in its stored form. */
  readonly stored: StoredPicture;
}

/** @param source at any size. */
export async function paintSource(source: RgbImage, mapping: CanvasMapping): Promise<PaintedSource> {
  const pixels = await paintCanvas(source, mapping);
  return { pixels, stored: await storePicture(pixels) };
}

/** Draws a source into its canvas and extends its edge pixels to the edges of the canvas. */
export async function paintCanvas(
  source: RgbImage,
  { canvas, source: place }: CanvasMapping,
): Promise<RgbImage> {
  const resized = await resizePixels(source, place);
  const right = canvas.width - place.left - place.width;
  const bottom = canvas.height - place.top - place.height;
  if (place.left === 0 && place.top === 0 && right === 0 && bottom === 0) return resized;
  const data = await sharp(resized.data, { raw: { ...sizeOf(resized), channels: 3 } })
    .extend({ left: place.left, top: place.top, right, bottom, extendWith: 'copy' })
    .raw()
    .toBuffer();
  return { ...canvas, data };
}

/**
 * Draws the mask of a source into its canvas and extends it like the source. Padding next to an edited area is edited
 * too, so that a full mask covers the whole canvas and no trace of the hole remains.
 */
export async function paintMask(
  mask: PixelSize & { readonly data: PixelMask },
  { canvas, source: place }: CanvasMapping,
): Promise<PixelMask> {
  const resized = await resizeMask(mask, place);
  const painted = new Uint8Array(canvas.width * canvas.height);
  for (let y = 0; y < canvas.height; y++) {
    const row = clamp(y - place.top, place.height) * place.width;
    for (let x = 0; x < canvas.width; x++)
      painted[y * canvas.width + x] = resized[row + clamp(x - place.left, place.width)] ?? 0;
  }
  return painted;
}

function clamp(position: number, length: number): number {
  return Math.min(length - 1, Math.max(0, position));
}

/** The mask of an expansion: the whole canvas except the source. */
export function maskAroundSource({ canvas, source: place }: CanvasMapping): PixelMask {
  const mask = new Uint8Array(canvas.width * canvas.height).fill(255);
  for (let row = 0; row < place.height; row++) {
    const start = (place.top + row) * canvas.width + place.left;
    mask.fill(0, start, start + place.width);
  }
  return mask;
}

/** Resizes pixels; returns them unchanged if the size is equal. */
export async function resizePixels(pixels: RgbImage, { width, height }: PixelSize): Promise<RgbImage> {
  if (pixels.width === width && pixels.height === height) return pixels;
  const data = await sharp(pixels.data, { raw: { ...sizeOf(pixels), channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { width, height, data };
}

/** Resizes a mask, without the overshoot of sharper kernels at hard edges. */
export async function resizeMask(
  mask: PixelSize & { readonly data: PixelMask },
  { width, height }: PixelSize,
): Promise<PixelMask> {
  if (mask.width === width && mask.height === height) return mask.data;
  return sharp(mask.data, { raw: { ...sizeOf(mask), channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}

/** A part of a picture. */
export function cropPixels(pixels: RgbImage, { left, top, width, height }: Rectangle): RgbImage {
  if (left === 0 && top === 0 && width === pixels.width && height === pixels.height) return pixels;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = ((top + row) * pixels.width + left) * 3;
    data.set(pixels.data.subarray(start, start + width * 3), row * width * 3);
  }
  return { width, height, data };
}

function sizeOf({ width, height }: PixelSize): PixelSize {
  return { width, height };
}
