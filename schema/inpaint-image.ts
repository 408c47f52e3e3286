import type { Generations } from '../src/generations/generations.ts';
import type { InpaintRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { createGenerations, createsGenerations } from './generations-created.ts';
import { MaskInput, maskRequest } from './mask-input.ts';
import {
  compositeFields,
  compositeRequest,
  knownSource,
  pictureWording,
  sourceFields,
} from './picture-fields.ts';
import { recipeFields, recipeRequest, withoutNulls } from './recipe-input.ts';
import { shortText } from './short-text.ts';

export const InpaintImageInput = builder.inputType('InpaintImageInput', {
  description: 'A picture, and the area to redraw.',
  fields: t => ({
    ...sourceFields(t),
    mask: t.field({
      type: MaskInput,
      required: true,
      description: 'The area to redraw. Masking the outside of a picture gives outpainting.',
    }),
    fromScale: t.field({
      type: 'Int',
      description:
        'Index of the first scale that may change; defaults to 0. Coarser scales are taken from the source, ' +
        'even under the mask, so the higher the index, the more of the original shows through.',
    }),
    ...compositeFields(t),
    ...recipeFields(t, pictureWording),
  }),
});

export async function inpaintRequest(
  input: typeof InpaintImageInput.$inferInput,
  generations: Generations,
): Promise<InpaintRequest> {
  return {
    operation: 'INPAINT',
    source: await knownSource(input.source, generations),
    mask: maskRequest(input.mask),
    ...withoutNulls({ model: shortText('model', input.model), fromScale: input.fromScale }),
    ...compositeRequest(input),
    ...recipeRequest(input),
  };
}

builder.mutationField('inpaintImage', t =>
  t.field({
    ...createsGenerations,
    description:
      'Redraws parts of a picture. At every scale the tokens outside the mask come from the source, encoded ' +
      'with the masked area hidden; those inside are sampled. Nothing outside the mask and its feather changes.',
    args: { input: t.arg({ type: InpaintImageInput, required: true, description: 'What to redraw.' }) },
    resolve: async (_, { input }, context) =>
      createGenerations(await inpaintRequest(input, context.generations), context),
  }),
);
