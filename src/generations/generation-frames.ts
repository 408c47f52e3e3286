import type { PictureSource } from '../images/pictures.ts';
import type { Models } from '../inference/models.ts';
import type { Generation } from './generation.ts';
import type { Generations } from './generations.ts';
import { scalePicture } from './scale-picture.ts';

/** The pictures of the finished scales, coarse to fine: the frames of the generation's animation. */
export async function generationFrames(
  generations: Generations,
  models: Models,
  generation: Generation,
): Promise<PictureSource[]> {
  const stored = await generations.scales(generation.id);
  // More may have been finished since the generation was read: what is told at one revision stays consistent.
  return stored
    .filter(({ index }) => index < generation.scaleCount)
    .map(scale => scalePicture(models, generation, scale));
}
