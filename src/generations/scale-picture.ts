import { createHash } from 'node:crypto';
import { cropAt } from '../images/canvas-mapping.ts';
import { blendWeights, composite } from '../images/composite.ts';
import type { RgbPixels } from '../images/encode.ts';
import type { PictureSource } from '../images/pictures.ts';
import { cropPixels, resizeMask, resizePixels } from '../images/source-canvas.ts';
import { storedMask, storedPixels } from '../images/stored-picture.ts';
import type { Models } from '../inference/models.ts';
import { ModelGoneError } from './errors.ts';
import type { Generation, PictureEdit, StoredScale } from './generation.ts';
import type { Generations } from './generations.ts';

/** Where pixels come from: models decode tokens, and edited pictures are put together with their sources. */
export interface PictureSources {
  readonly models: Models;
  readonly generations: Pick<Generations, 'picture'>;
}

/** The picture of a finished scale, as it is shown. Nothing is decoded until its pixels are asked for. */
export function scalePicture(
  sources: PictureSources,
  generation: Generation,
  scale: Pick<StoredScale, 'index' | 'digest' | 'grid' | 'tokens'>,
): PictureSource {
  const planned = generation.plan[scale.index];
  if (!planned) throw new Error(`Generation ${generation.id} has no scale ${scale.index} in its plan.`);
  const { edit } = generation;
  return {
    digest: edit === null ? scale.digest : shownDigest(scale.digest, edit),
    width: planned.width,
    height: planned.height,
    decode: async () => {
      const model = sources.models.find(generation.model);
      if (model?.digest !== generation.modelDigest) throw new ModelGoneError(generation.model);
      const decoded = await model.engine.decode(scale.tokens, scale.grid);
      return edit === null ? decoded : showEdit(decoded, edit, sources);
    },
  };
}

/** Equal tokens are shown otherwise where the source is put back or padding is cut off. */
function shownDigest(scaleDigest: string, { source, mask, mapping, feather }: PictureEdit): string {
  const shown = JSON.stringify({ source, mask, canvas: mapping.canvas, crop: mapping.crop, feather });
  return createHash('sha256').update(`${scaleDigest}\n${shown}`).digest('hex');
}

/** Puts the source back around what was edited, at the scale's size, and cuts the padding off. */
async function showEdit(
  decoded: RgbPixels,
  edit: PictureEdit,
  { generations }: PictureSources,
): Promise<RgbPixels> {
  const { mapping, source, mask, feather } = edit;
  const crop = cropAt(mapping, decoded);
  if (mask === null || feather === null) return cropPixels(decoded, crop);
  const stored = await generations.picture(mask);
  const { width, height } = decoded;
  const data = await storedMask(stored);
  const scaledMask = await resizeMask({ width: stored.width, height: stored.height, data }, decoded);
  const scaledFeather = (feather * width) / mapping.canvas.width;
  const original = await resizePixels(await storedPixels(await generations.picture(source)), decoded);
  const weights = blendWeights(width, height, scaledMask, scaledFeather);
  return cropPixels(composite(original, decoded, weights), crop);
}
