import { NotFoundError } from '../src/generations/errors.ts';
import type { Generations } from '../src/generations/generations.ts';
import type { CompositeRequest, SourceRequest } from '../src/generations/request.ts';
import type { InputFields, RecipeWording } from './recipe-input.ts';
import { withoutNulls } from './recipe-input.ts';
import { SourceInput, sourceRequest } from './source-input.ts';

/** Defaults of recipe fields in operations on pictures. */
export const pictureWording: RecipeWording = {
  class: 'By default, nothing in particular.',
  canvas:
    'defaults to the size of the source if the model does well at it, otherwise the area the model was trained ' +
    'at. The picture is fitted into a given size or ratio and keeps its own aspect ratio. With a schedule, the ' +
    'picture is padded while it is drawn, then cropped.',
  imageIndex: 'defaults to 0.',
};

/** Fields common to inputs that start from a picture. */
export function sourceFields(t: InputFields) {
  return {
    source: t.field({ type: SourceInput, required: true, description: 'The picture to start from.' }),
    model: t.string({
      description:
        'Name of the model. Defaults to the model that made the source if that is a scale, otherwise the ' +
        'default model.',
    }),
  };
}

/** Fields of inputs that can composite the source back. */
export function compositeFields(t: InputFields) {
  return {
    composite: t.boolean({
      description:
        "Whether to put the source's own pixels back where nothing was edited; true by default. The model " +
        'reproduces them closely, but not exactly.',
    }),
    feather: t.field({
      type: 'Int',
      description:
        'Width in pixels of the band outside the mask where source and result are blended, 0 to 512; defaults ' +
        'to `Model.stride`. Beyond it, pixels are exactly those of the source.',
    }),
  };
}

export function compositeRequest(input: {
  composite?: boolean | null | undefined;
  feather?: number | null | undefined;
}): CompositeRequest {
  return withoutNulls({ composite: input.composite, feather: input.feather });
}

/** @throws InvalidInputError; NotFoundError naming the scale id as given. */
export async function knownSource(
  input: typeof SourceInput.$inferInput,
  generations: Generations,
): Promise<SourceRequest> {
  const source = sourceRequest(input);
  if (source.field !== 'scale') return source;
  const generation = await generations.find(source.generation);
  if (generation === null || source.scale >= generation.scaleCount)
    throw new NotFoundError('scale', input.scale ?? '');
  return source;
}
