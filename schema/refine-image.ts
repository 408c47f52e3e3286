import type { Generations } from '../src/generations/generations.ts';
import type { RefineRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { createGenerations, createsGenerations } from './generations-created.ts';
import { knownSource, pictureWording, sourceFields } from './picture-fields.ts';
import { recipeFields, recipeRequest, withoutNulls } from './recipe-input.ts';
import { shortText } from './short-text.ts';

export const RefineImageInput = builder.inputType('RefineImageInput', {
  description: 'A picture that is small or poor.',
  fields: t => ({
    ...sourceFields(t),
    fidelity: t.field({
      type: 'Int',
      description:
        'Index of the finest scale that is taken from the source; finer ones are drawn. When left out, the finest whose ' +
        'picture is not larger than the source. The plan says how large the picture of each scale is.',
    }),
    ...recipeFields(t, {
      ...pictureWording,
      canvas:
        'at least the area the model was trained at when left out. A size or ratio is what the picture has to fit in: it ' +
        'keeps its own aspect ratio. With a schedule the picture is padded while it is drawn, and cut back.',
    }),
  }),
});

export async function refineRequest(
  input: typeof RefineImageInput.$inferInput,
  generations: Generations,
): Promise<RefineRequest> {
  return {
    operation: 'REFINE',
    source: await knownSource(input.source, generations),
    ...withoutNulls({ model: shortText('model', input.model), fidelity: input.fidelity }),
    ...recipeRequest(input),
  };
}

builder.mutationField('refineImage', t =>
  t.field({
    ...createsGenerations,
    description:
      'Makes a small or poor picture larger and cleaner: its scales up to one are taken from it, finer ones are drawn.',
    args: { input: t.arg({ type: RefineImageInput, required: true, description: 'What to refine.' }) },
    resolve: async (_, { input }, context) =>
      createGenerations(await refineRequest(input, context.generations), context),
  }),
);
