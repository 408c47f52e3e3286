import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import { gradientHistograms } from './gradient-histograms.ts';
import { lightnessAndColour } from './lab.ts';
import { resizePicture } from './place-picture.ts';

/** Shorter side of the picture that features are taken of, in pixels. */
const side = 32;
/** Colours are averaged over blocks of this side. */
const colourBlock = 2;
/** Sides of the cells of the gradient histograms. */
const cells = [4, 8];

/**
 * Describes a picture by hand-made numbers; nothing in it is learnt, so nothing of a model can leak into its measure.
 * Scaled to 32 pixels on the shorter side: Lab colours of 2 x 2 pixels, and histograms of the gradients of the lightness in cells of
 * 4 x 4 and of 8 x 8 pixels. Pictures of one shape have descriptions of one length; the three parts are returned apart,
 * because their numbers have different sizes.
 */
export async function pictureFeatures(picture: RgbImage): Promise<readonly Float64Array[]> {
  const shorter = Math.min(picture.width, picture.height);
  const scaled = (length: number) => colourBlock * Math.round((length * side) / shorter / colourBlock);
  const small = await resizePicture(picture, scaled(picture.width), scaled(picture.height));
  const lab = lightnessAndColour(small);
  return [
    averages(lab, small.width, small.height),
    ...cells.map(cell => gradientHistograms(lab[0], small.width, small.height, cell)),
  ];
}

/** Means of the blocks of each channel. */
function averages(channels: readonly Float64Array[], width: number, height: number): Float64Array {
  const columns = width / colourBlock;
  const rows = height / colourBlock;
  const result = new Float64Array(channels.length * rows * columns);
  for (const [index, channel] of channels.entries())
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const block = Math.floor(y / colourBlock) * columns + Math.floor(x / colourBlock);
        const cell = index * rows * columns + block;
        result[cell] = (result[cell] ?? 0) + (channel[y * width + x] ?? 0) / colourBlock ** 2;
      }
  return result;
}
