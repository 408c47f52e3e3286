import { NotFoundError } from '../src/generations/errors.ts';
import type { Generations } from '../src/generations/generations.ts';
import type { CompositeRequest, SourceRequest } from '../src/generations/request.ts';
import type { InputFields, RecipeWording } from './recipe-input.ts';
import { withoutNulls } from './recipe-input.ts';
import { SourceInput, sourceRequest } from './source-input.ts';

/** What the fields of a recipe mean that are left out, in operations on pictures. */
export const pictureWording: RecipeWording = {
  class: 'Left out, nothing in particular.',
  canvas:
    "the source's own size when left out, if the model does well at it, else the area the model was trained at. A size " +
    'or ratio is what the picture has to fit in: it keeps its own aspect ratio. With a schedule the picture is padded ' +
    'while it is drawn, and cut back.',
  imageIndex: '0 when left out.',
};

/** The fields of every input that starts from a picture. */
export function sourceFields(t: InputFields) {
  return {
    source: t.field({ type: SourceInput, required: true, description: 'The picture to start from.' }),
    model: t.string({
      description:
        'Name of the model. When left out, the one that made the source if it is a scale, else the default model.',
    }),
  };
}

/** The fields of inputs that may put the source back where nothing was edited. */
export function compositeFields(t: InputFields) {
  return {
    composite: t.boolean({
      description:
        "Whether the source's own pixels are put back where nothing was edited; true when left out. The model's are " +
        'close to them, but not equal.',
    }),
    feather: t.field({
      type: 'Int',
      description:
        'Width in pixels of the band outside the mask in which the source and what was drawn are blended, 0 to 512; ' +
        '`Model.stride` when left out. Beyond it pixels are exactly those of the source.',
    }),
  };
}

export function compositeRequest(input: {
  composite?: boolean | null | undefined;
  feather?: number | null | undefined;
}): CompositeRequest {
  return withoutNulls({ composite: input.composite, feather: input.feather });
}

/** @throws InvalidInputError; NotFoundError that names the id of a scale as it was given. */
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
