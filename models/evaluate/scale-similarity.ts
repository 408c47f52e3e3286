import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import { resizePicture } from './place-picture.ts';
import { psnr } from './psnr.ts';

/** How alike each scale's picture, enlarged, is to the last one, in dB; one number for each scale but the last. */
export async function scaleSimilarity(scales: readonly RgbImage[]): Promise<number[]> {
  const last = scales.at(-1);
  if (last === undefined) return [];
  return Promise.all(
    scales.slice(0, -1).map(async scale => psnr(await resizePicture(scale, last.width, last.height), last)),
  );
}

/** Whether every value is larger than the one before. */
export function risesAtEveryStep(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] ?? Number.NaN));
}
