import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { distances } from './distance.ts';

/** Where a picture is edited: [height, width], 0 (kept) .. 255 (edited). */
export type PixelMask = Uint8Array;

/**
 * Fills the masked area smoothly from its surroundings. The encoder sees a neighbourhood of each token, so the content
 * to be replaced must be removed before the rest is encoded.
 *
 * Pull-push: known pixels are averaged into ever smaller pictures until nothing is unknown; then each unknown pixel is
 * filled from the next smaller picture (Gortler et al., The Lumigraph, SIGGRAPH 1996). Pixels outside the hole are
 * unchanged. A picture without known pixels becomes middle grey.
 * @param mask of the picture's size; values above 0 belong to the hole.
 * @param margin pixels by which the hole exceeds the mask: edges of the replaced object often lie outside it.
 */
export function fillHole(picture: RgbImage, mask: PixelMask, margin = 0): RgbImage {
  const { width, height, data } = picture;
  if (mask.length !== width * height)
    throw new RangeError(`a mask of ${mask.length} pixels does not fit a picture of ${width} x ${height}`);
  const distance = distances(width, height, position => (mask[position] ?? 0) > 0, margin);
  const colours = new Float32Array(width * height * 3);
  const weights = new Float32Array(width * height);
  for (let position = 0; position < weights.length; position++) {
    if ((distance[position] ?? 0) <= margin) continue;
    weights[position] = 1;
    for (let channel = 0; channel < 3; channel++)
      colours[position * 3 + channel] = data[position * 3 + channel] ?? 0;
  }
  const filled = pullPush({ width, height, colours, weights });
  // Not slice(): on a Buffer, as returned by sharp, it does not copy.
  const output = new Uint8Array(data);
  for (let position = 0; position < weights.length; position++) {
    if (weights[position] === 1) continue;
    for (let channel = 0; channel < 3; channel++)
      output[position * 3 + channel] = Math.round(filled.colours[position * 3 + channel] ?? 0);
  }
  return { width, height, data: output };
}

/** A picture with some known pixels. */
interface Level {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3]; meaningless where the weight is 0. */
  readonly colours: Float32Array;
  /** [height, width], 0 (unknown) .. 1 (known). */
  readonly weights: Float32Array;
}

const middleGrey = 127.5;

function pullPush(level: Level): Level {
  if (!level.weights.includes(0)) return level;
  if (level.width === 1 && level.height === 1)
    return { ...level, colours: new Float32Array(3).fill(middleGrey) };
  return push(level, pullPush(pull(level)));
}

/** Halves the size: each pixel is the mean of the known ones among its four. */
function pull({ width, height, colours, weights }: Level): Level {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const halfColours = new Float32Array(half.width * half.height * 3);
  const halfWeights = new Float32Array(half.width * half.height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const position = y * width + x;
      const weight = weights[position] ?? 0;
      if (weight === 0) continue;
      const target = (y >> 1) * half.width + (x >> 1);
      halfWeights[target] = (halfWeights[target] ?? 0) + weight;
      for (let channel = 0; channel < 3; channel++)
        halfColours[target * 3 + channel] =
          (halfColours[target * 3 + channel] ?? 0) + weight * (colours[position * 3 + channel] ?? 0);
    }
  }
  for (let position = 0; position < halfWeights.length; position++) {
    const weight = halfWeights[position] ?? 0;
    if (weight === 0) continue;
    for (let channel = 0; channel < 3; channel++)
      halfColours[position * 3 + channel] = (halfColours[position * 3 + channel] ?? 0) / weight;
    halfWeights[position] = Math.min(1, weight);
  }
  return { ...half, colours: halfColours, weights: halfWeights };
}

/** Fills the unknown pixels of a level by interpolating the next smaller level. */
function push(level: Level, coarse: Level): Level {
  const { width, height, weights } = level;
  const colours = level.colours.slice();
  for (let y = 0; y < height; y++) {
    const [above, below, down] = between(y, coarse.height);
    for (let x = 0; x < width; x++) {
      const position = y * width + x;
      const weight = weights[position] ?? 0;
      if (weight === 1) continue;
      const [before, after, across] = between(x, coarse.width);
      for (let channel = 0; channel < 3; channel++) {
        const at = (row: number, column: number) =>
          coarse.colours[(row * coarse.width + column) * 3 + channel] ?? 0;
        const upper = at(above, before) * (1 - across) + at(above, after) * across;
        const lower = at(below, before) * (1 - across) + at(below, after) * across;
        const own = colours[position * 3 + channel] ?? 0;
        colours[position * 3 + channel] = weight * own + (1 - weight) * (upper * (1 - down) + lower * down);
      }
    }
  }
  return { width, height, colours, weights: new Float32Array(weights.length).fill(1) };
}

/** The two pixels of the smaller level around a pixel's centre, and the weight of the second. */
function between(pixel: number, count: number): readonly [number, number, number] {
  const place = Math.min(count - 1, Math.max(0, (pixel - 0.5) / 2));
  const first = Math.floor(place);
  return [first, Math.min(count - 1, first + 1), place - first];
}
