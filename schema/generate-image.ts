import type { GenerateRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { createGenerations, createsGenerations } from './generations-created.ts';
import { recipeFields, recipeRequest, withoutNulls } from './recipe-input.ts';
import { shortText } from './short-text.ts';

export const GenerateImageInput = builder.inputType('GenerateImageInput', {
  description: 'A request for pictures. Give only what should differ from `Model.defaults`.',
  fields: t => ({
    model: t.string({ description: "Name of the model; defaults to the server's default model." }),
    ...recipeFields(t, {
      class: 'Without a class, the model draws anything it has learned.',
      canvas: "defaults to the model's default schedule.",
      imageIndex: 'defaults to 0.',
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
      'Requests pictures: validates, plans and queues the request, and returns at once. Each picture is a ' +
      'generation of its own; watch it with `generationProgress`.',
    args: { input: t.arg({ type: GenerateImageInput, required: true, description: 'What to make.' }) },
    resolve: (_, { input }, context) => createGenerations(generateRequest(input), context),
  }),
);
