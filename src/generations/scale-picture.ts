import type { PictureSource } from '../images/pictures.ts';
import type { Models } from '../inference/models.ts';
import { ModelGoneError } from './errors.ts';
import type { Generation, StoredScale } from './generation.ts';

/** The picture of a finished scale. Nothing is decoded until its pixels are asked for. */
export function scalePicture(
  models: Models,
  generation: Generation,
  scale: Pick<StoredScale, 'index' | 'digest' | 'grid' | 'tokens'>,
): PictureSource {
  const planned = generation.plan[scale.index];
  if (!planned) throw new Error(`Generation ${generation.id} has no scale ${scale.index} in its plan.`);
  return {
    digest: scale.digest,
    width: planned.width,
    height: planned.height,
    decode: async () => {
      const model = models.find(generation.model);
      if (model?.digest !== generation.modelDigest) throw new ModelGoneError(generation.model);
      return model.engine.decode(scale.tokens, scale.grid);
    },
  };
}
