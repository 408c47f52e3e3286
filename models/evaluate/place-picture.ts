import sharp from 'sharp';
import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';

/**
 * A square picture in the middle of a white canvas, as the training places it: its side is `scale` times the shorter side
 * of the canvas.
 * @param moved pixels to the right and down from there.
 */
export async function placePicture(
  picture: RgbImage,
  width: number,
  height: number,
  scale: number,
  moved = 0,
): Promise<RgbImage> {
  const side = Math.round(Math.min(width, height) * scale);
  const left = roundHalfToEven((width - side) / 2) + moved;
  const top = roundHalfToEven((height - side) / 2) + moved;
  const pixels = await sharp(picture.data, { raw: rawOf(picture) })
    .resize(side, side, { kernel: 'cubic' })
    .extend({ left, top, right: width - side - left, bottom: height - side - top, background: 'white' })
    .raw()
    .toBuffer();
  return { width, height, data: new Uint8Array(pixels) };
}

/** Rounds as Python does: an odd margin is otherwise a pixel off, and the tokens are those of another picture. */
function roundHalfToEven(value: number): number {
  return value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
}

/** The whole picture at another size, smoothly. */
export async function resizePicture(picture: RgbImage, width: number, height: number): Promise<RgbImage> {
  const pixels = await sharp(picture.data, { raw: rawOf(picture) })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return { width, height, data: new Uint8Array(pixels) };
}

export function rawOf({ width, height }: RgbImage) {
  return { width, height, channels: 3 as const };
}
