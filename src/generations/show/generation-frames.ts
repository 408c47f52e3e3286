import type { PictureSource } from '../../images/output/picture-cache.ts';
import type { Decoders } from '../../inference/codec/codec.ts';
import { bestScaleIndex, type Generation } from '../generation.ts';
import type { Generations } from '../generations.ts';
import { scalePicture } from './scale-picture.ts';

/** The frames of a generation's animation: the finished scales, coarse to fine, up to the best one. */
export async function generationFrames(
  generations: Generations,
  decoders: Decoders,
  generation: Generation,
): Promise<PictureSource[]> {
  const stored = await generations.scales(generation);
  // The accepted scale may be a coarser one.
  const best = bestScaleIndex(generation) ?? -1;
  return stored
    .filter(({ index }) => index <= best)
    .map(scale => scalePicture({ decoders, generations }, generation, scale));
}
