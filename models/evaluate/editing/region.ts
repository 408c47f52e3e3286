import type { PixelMask } from '../../../src/images/canvas/fill-hole.ts';
import type { RgbImage } from '../../../src/inference/codec/rgb-image.ts';

/** How alike two pictures are where a mask is 255, in dB. */
export function psnrInside(a: RgbImage, b: RgbImage, mask: PixelMask): number {
  let sum = 0;
  let values = 0;
  for (const [position, value] of mask.entries()) {
    if (value !== 255) continue;
    for (let channel = position * 3; channel < position * 3 + 3; channel++)
      sum += ((a.data[channel] ?? 0) - (b.data[channel] ?? 0)) ** 2;
    values += 3;
  }
  return 10 * Math.log10((255 ** 2 * values) / sum);
}

/** A picture with the hole in the mean colour of everything else. */
export function filledWithMean(picture: RgbImage, mask: PixelMask): RgbImage {
  const sums = [0, 0, 0];
  let pixels = 0;
  for (const [position, value] of mask.entries()) {
    if (value !== 0) continue;
    for (let channel = 0; channel < 3; channel++)
      sums[channel] = (sums[channel] ?? 0) + (picture.data[position * 3 + channel] ?? 0);
    pixels++;
  }
  const data = picture.data.slice();
  for (const [position, value] of mask.entries())
    if (value !== 0)
      for (let channel = 0; channel < 3; channel++)
        data[position * 3 + channel] = Math.round((sums[channel] ?? 0) / pixels);
  return { ...picture, data };
}

/** Mean step from a pixel to its right and lower neighbour, 0 .. 255: across the mask's edge, and inside it. */
export function steps(
  picture: RgbImage,
  mask: PixelMask,
): { readonly across: number; readonly inside: number } {
  const { width, height, data } = picture;
  const across = { sum: 0, count: 0 };
  const inside = { sum: 0, count: 0 };
  const add = (position: number, other: number) => {
    const one = mask[position] === 255;
    const both = one === (mask[other] === 255);
    if (both && !one) return;
    const total = both ? inside : across;
    for (let channel = 0; channel < 3; channel++)
      total.sum += Math.abs((data[position * 3 + channel] ?? 0) - (data[other * 3 + channel] ?? 0));
    total.count += 3;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const position = y * width + x;
      if (x + 1 < width) add(position, position + 1);
      if (y + 1 < height) add(position, position + width);
    }
  }
  return { across: across.sum / across.count, inside: inside.sum / inside.count };
}
