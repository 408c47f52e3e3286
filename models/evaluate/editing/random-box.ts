import { NoiseSource } from '../../../src/flexvar/noise.ts';
import type { PixelSize } from '../../../src/flexvar/pixel-size.ts';
import type { Rectangle } from '../../../src/images/canvas/canvas-mapping.ts';
import type { PixelMask } from '../../../src/images/canvas/fill-hole.ts';

/** Share of the picture that a box covers. */
const area = { least: 0.1, most: 0.4 };
/** A box is at most this many times as wide as high, and as high as wide. */
const stretch = 2;

/** A box somewhere in a picture, of 10 to 40 % of its area; the seed alone decides it. */
export function randomBox(picture: PixelSize, seed: number): Rectangle {
  const noise = new NoiseSource(seed, 0);
  const share = area.least + (area.most - area.least) * noise.uniform(0, 0, 0);
  const ratio = stretch ** (2 * noise.uniform(0, 0, 1) - 1);
  const width = Math.min(picture.width, Math.round(picture.width * Math.sqrt(share * ratio)));
  const height = Math.min(picture.height, Math.round(picture.height * Math.sqrt(share / ratio)));
  return {
    left: Math.floor((picture.width - width + 1) * noise.uniform(0, 0, 2)),
    top: Math.floor((picture.height - height + 1) * noise.uniform(0, 0, 3)),
    width,
    height,
  };
}

/** The mask that edits a box. */
export function boxMask({ width, height }: PixelSize, box: Rectangle): PixelMask {
  const mask = new Uint8Array(width * height);
  for (let y = box.top; y < box.top + box.height; y++)
    mask.fill(255, y * width + box.left, y * width + box.left + box.width);
  return mask;
}
