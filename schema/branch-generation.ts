import { InvalidInputError } from '../src/generations/errors.ts';
import type { Generations } from '../src/generations/generations.ts';
import type { BranchRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { createGenerations, createsGenerations } from './generations-created.ts';
import { knownGeneration } from './known-generation.ts';
import { recipeFields, recipeRequest } from './recipe-input.ts';

export const BranchGenerationInput = builder.inputType('BranchGenerationInput', {
  description:
    'Another continuation of a generation. Only what should differ from that generation has to be given.',
  fields: t => ({
    id: t.id({
      description:
        '`Generation.id` of the parent, in whatever state that is; it goes on as before. The newest generation when left ' +
        'out (for trying things by hand).',
    }),
    scale: t.field({
      type: 'Int',
      required: true,
      description:
        'Index of the finest scale that is kept, one that is finished; those before it are kept, too.',
    }),
    withoutClass: t.boolean({
      description: 'Go on without a class, whatever the class of the parent; not together with `class`.',
    }),
    ...recipeFields(t, {
      class: 'The class of the parent when left out.',
      canvas:
        "the rest of the parent's schedule when left out. Of another schedule the grids are taken that are larger than " +
        'the finest kept one, with neither side smaller: a larger canvas lets the picture grow.',
      imageIndex: 'that of the parent when left out.',
    }),
  }),
});

export async function branchRequest(
  input: typeof BranchGenerationInput.$inferInput,
  generations: Generations,
): Promise<BranchRequest> {
  const { id } = await knownGeneration(input.id, generations);
  return {
    operation: 'BRANCH',
    parent: id,
    scale: input.scale,
    ...recipeRequest(input),
    ...withoutClass(input),
  };
}

function withoutClass(input: typeof BranchGenerationInput.$inferInput): { class?: null } {
  if (!input.withoutClass) return {};
  if (input.class != null)
    throw new InvalidInputError({
      field: 'withoutClass',
      given: true,
      allowed: 'left out when a class is given',
    });
  return { class: null };
}

builder.mutationField('branchGeneration', t =>
  t.field({
    ...createsGenerations,
    description:
      'Keeps the scales of a generation up to one, and has the rest sampled anew, with another seed, class, guidance, ' +
      'sampling or schedule. With the seed of the parent and nothing else changed it is what the parent becomes.',
    args: { input: t.arg({ type: BranchGenerationInput, required: true, description: 'What to make.' }) },
    resolve: async (_, { input }, context) =>
      createGenerations(await branchRequest(input, context.generations), context),
  }),
);
