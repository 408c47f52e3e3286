import type { GenerateRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { createGenerations, createsGenerations } from './generations-created.ts';
import { recipeFields, recipeRequest, withoutNulls } from './recipe-input.ts';
import { shortText } from './short-text.ts';

export const GenerateImageInput = builder.inputType('GenerateImageInput', {
  description: 'A request for pictures. Only what should differ from `Model.defaults` has to be given.',
  fields: t => ({
    model: t.string({ description: 'Name of the model; the default model of the server when left out.' }),
    ...recipeFields(t, {
      class: 'Left out, the model draws anything it has learned.',
      canvas: "the model's default schedule when left out.",
      imageIndex: '0 when left out.',
    }),
  }),
});

/** @throws InvalidInputError */
export function generateRequest(input: typeof GenerateImageInput.$inferInput): GenerateRequest {
  return {
    operation: 'GENERATE',
    class: null,
    ...recipeRequest(input),
    ...withoutNulls({ model: shortText('model', input.model) }),
  };
}

builder.mutationField('generateImage', t =>
  t.field({
    ...createsGenerations,
    description:
      'Asks for pictures: checks and plans the request, queues it and answers at once. Each picture is a generation ' +
      'of its own; watch it with `generationProgress`.',
    args: { input: t.arg({ type: GenerateImageInput, required: true, description: 'What to make.' }) },
    resolve: (_, { input }, context) => createGenerations(generateRequest(input), context),
  }),
);
