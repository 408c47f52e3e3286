import { createHash } from 'node:crypto';
import { FairQueue } from '../../fairness/fair-queue.ts';
import { cropAt } from '../../images/canvas/canvas-mapping.ts';
import { cropPixels } from '../../images/canvas/source-canvas.ts';
import type { PictureSource } from '../../images/output/picture-cache.ts';
import type { PictureTurn } from '../../images/process/picture-lane.ts';
import type { Decoder, Decoders } from '../../inference/codec/codec.ts';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { ModelGoneError } from '../errors.ts';
import type { Generation, PictureEdit, StoredScale } from '../generation.ts';
import type { Generations } from '../generations.ts';

/** Sources of pixels: models decode tokens, and edited pictures are composited with their sources. */
export interface PictureSources {
  readonly decoders: Decoders;
  readonly generations: Pick<Generations, 'picture'>;
}

/** The picture of a finished scale, as shown. Nothing is decoded until its pixels are needed. */
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
    decode: async turn => {
      const decoder = sources.decoders.of(generation.modelDigest);
      if (decoder === undefined) throw new ModelGoneError(generation.model);
      const decoded = await decodingOf(decoder).run(
        turn.client,
        () => decoder.decode(scale.tokens, scale.grid),
        turn.signal,
      );
      return edit === null ? decoded : showEdit(decoded, edit, sources, turn);
    },
  };
}

const decoding = new WeakMap<Decoder, FairQueue>();

/**
 * Each model has one decoding process, which clients share by turns. It is handed the next grid while working on the
 * current one.
 */
function decodingOf(decoder: Decoder): FairQueue {
  const queue = decoding.get(decoder) ?? new FairQueue({ atOnce: decoder.decodesAtOnce });
  decoding.set(decoder, queue);
  return queue;
}

/** Equal tokens give different pictures if the source is put back or padding is cropped. */
function shownDigest(scaleDigest: string, { source, mask, mapping, feather }: PictureEdit): string {
  const shown = JSON.stringify({ source, mask, canvas: mapping.canvas, crop: mapping.crop, feather });
  return createHash('sha256').update(`${scaleDigest}\n${shown}`).digest('hex');
}

/** Composites the source around the edited area, at the size of the scale, and crops the padding. */
async function showEdit(
  decoded: RgbImage,
  { mapping, source, mask, feather }: PictureEdit,
  { generations }: PictureSources,
  turn: PictureTurn,
): Promise<RgbImage> {
  if (mask === null || feather === null) return cropPixels(decoded, cropAt(mapping, decoded));
  const [storedSource, storedMask] = [await generations.picture(source), await generations.picture(mask)];
  return turn.run('putBack', decoded, { source: storedSource, mask: storedMask, mapping, feather });
}
