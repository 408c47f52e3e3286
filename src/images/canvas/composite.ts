import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { distances } from './distance.ts';
import type { PixelMask } from './fill-hole.ts';

const opaque = 255;

/**
 * Weight of the generated picture per pixel, [height, width], 0 .. 1.
 *
 * It is 1 where the mask is 255 and falls smoothly to 0 over `feather` pixels outside; on soft edges it is at least the
 * mask's value. With feather 0, the mask alone decides. Beyond the feather, where the mask is 0, it is exactly 0.
 * @param feather width of the band, in pixels, 0 or more.
 */
export function blendWeights(width: number, height: number, mask: PixelMask, feather: number): Float32Array {
  const weights = new Float32Array(mask).map(value => value / opaque);
  if (feather === 0) return weights;
  const distance = distances(width, height, position => mask[position] === opaque, feather + 1);
  for (let position = 0; position < weights.length; position++) {
    const share = (distance[position] ?? 0) / (feather + 1);
    if (share < 1) weights[position] = Math.max(weights[position] ?? 0, falloff(share));
  }
  return weights;
}

/** 1 at 0 and 0 at 1, smooth at both ends. */
function falloff(share: number): number {
  const rest = 1 - share;
  return rest * rest * (3 - 2 * rest);
}

/** Blends source and generated picture per pixel; weights of 0 and 1 give exactly one of them. */
export function composite(source: RgbImage, generated: RgbImage, weights: Float32Array): RgbImage {
  const { width, height } = source;
  if (generated.width !== width || generated.height !== height || weights.length !== width * height)
    throw new RangeError(
      `pictures of ${width} x ${height} and ${generated.width} x ${generated.height} and ${weights.length} weights do not fit`,
    );
  // Not slice(): on a Buffer, as returned by sharp, it does not copy.
  const data = new Uint8Array(source.data);
  for (let position = 0; position < weights.length; position++) {
    const weight = weights[position] ?? 0;
    if (weight === 0) continue;
    for (let channel = position * 3; channel < position * 3 + 3; channel++) {
      const from = source.data[channel] ?? 0;
      const to = generated.data[channel] ?? 0;
      data[channel] = Math.round(from + (to - from) * weight);
    }
  }
  return { width, height, data };
}
