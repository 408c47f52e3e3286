import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { distances } from './distance.ts';

/** Where a picture is edited: [height, width], 0 (kept) .. 255 (edited). */
export type PixelMask = Uint8Array;

/**
 * Fills what a mask covers smoothly from its surroundings. An encoder sees a neighbourhood of each token, so what is
 * to be replaced must not be there when the rest is encoded.
 *
 * Pull and push: known pixels are averaged into ever smaller pictures until nothing is unknown, and the way back fills
 * each unknown pixel from the smaller picture (Gortler et al., The Lumigraph, SIGGRAPH 1996). Pixels outside the hole
 * stay as they are. A picture that is all hole becomes middle grey.
 * @param mask of the picture's size; whatever is above 0 belongs to the hole.
 * @param margin pixels by which the hole is larger than the mask: edges of what is replaced often lie outside it.
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
  // Not slice(): that of a Buffer, which sharp gives, is no copy.
  const output = new Uint8Array(data);
  for (let position = 0; position < weights.length; position++) {
    if (weights[position] === 1) continue;
    for (let channel = 0; channel < 3; channel++)
      output[position * 3 + channel] = Math.round(filled.colours[position * 3 + channel] ?? 0);
  }
  return { width, height, data: output };
}

/** A picture of which some pixels are known. */
interface Level {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3]; of pixels with weight 0 they mean nothing. */
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

/** Half the size: each pixel the mean of the known ones among its four. */
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

/** Fills the unknown pixels of a level from the one half its size, between whose pixels it interpolates. */
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

/** The two pixels of half the size between whose centres a pixel's lies, and how near it is to the second. */
function between(pixel: number, count: number): readonly [number, number, number] {
  const place = Math.min(count - 1, Math.max(0, (pixel - 0.5) / 2));
  const first = Math.floor(place);
  return [first, Math.min(count - 1, first + 1), place - first];
}
