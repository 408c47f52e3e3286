import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';

/** How alike two pictures of one size are, in dB: 10 log10(255^2 / mean squared error). Equal pictures give Infinity. */
export function psnr(a: RgbImage, b: RgbImage): number {
  if (a.width !== b.width || a.height !== b.height)
    throw new RangeError(
      `pictures of ${a.width} x ${a.height} and ${b.width} x ${b.height} are not comparable`,
    );
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += ((a.data[i] ?? 0) - (b.data[i] ?? 0)) ** 2;
  return 10 * Math.log10((255 ** 2 * a.data.length) / sum);
}
