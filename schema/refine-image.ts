import type { Generations } from '../src/generations/generations.ts';
import type { RefineRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { createGenerations, createsGenerations } from './generations-created.ts';
import { knownSource, pictureWording, sourceFields } from './picture-fields.ts';
import { recipeFields, recipeRequest, withoutNulls } from './recipe-input.ts';
import { shortText } from './short-text.ts';

export const RefineImageInput = builder.inputType('RefineImageInput', {
  description: 'A small or poor picture.',
  fields: t => ({
    ...sourceFields(t),
    fidelity: t.field({
      type: 'Int',
      description:
        'Index of the finest scale taken from the source; finer ones are sampled. Defaults to the finest scale ' +
        'no larger than the source. The plan gives the size of each scale.',
    }),
    ...recipeFields(t, {
      ...pictureWording,
      canvas:
        'defaults to at least the area the model was trained at. The picture is fitted into a given size or ' +
        'ratio and keeps its own aspect ratio. With a schedule, the picture is padded while it is drawn, then ' +
        'cropped.',
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
      'Enlarges and cleans up a small or poor picture: coarse scales are taken from it, finer ones are sampled.',
    args: { input: t.arg({ type: RefineImageInput, required: true, description: 'What to refine.' }) },
    resolve: async (_, { input }, context) =>
      createGenerations(await refineRequest(input, context.generations), context),
  }),
);
