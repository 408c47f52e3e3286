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
  description: 'A picture, and where it is to be drawn anew.',
  fields: t => ({
    ...sourceFields(t),
    mask: t.field({
      type: MaskInput,
      required: true,
      description: 'Where it is drawn anew. A mask of the outside is out-painting.',
    }),
    fromScale: t.field({
      type: 'Int',
      description:
        'Index of the first scale that may change; 0 when left out. Coarser scales are taken from the source, also ' +
        'under the mask: the later the first, the more of what was there shows through.',
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
      'Draws parts of a picture anew. At every scale the tokens outside the mask are those of the source, with what is ' +
      'under the mask hidden from them; inside they are sampled. Nothing outside the mask and its feather changes.',
    args: { input: t.arg({ type: InpaintImageInput, required: true, description: 'What to draw anew.' }) },
    resolve: async (_, { input }, context) =>
      createGenerations(await inpaintRequest(input, context.generations), context),
  }),
);
