import { InvalidInputError } from '../src/generations/errors.ts';
import type { Generations } from '../src/generations/generations.ts';
import type { BranchRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { createGenerations, createsGenerations } from './generations-created.ts';
import { knownGeneration } from './known-generation.ts';
import { recipeFields, recipeRequest } from './recipe-input.ts';

export const BranchGenerationInput = builder.inputType('BranchGenerationInput', {
  description: 'A new continuation of a generation. Give only what should differ from it.',
  fields: t => ({
    id: t.id({
      description:
        '`Generation.id` of the parent, in any state; the parent itself is not affected. Defaults to the newest ' +
        'generation, for experiments by hand.',
    }),
    scale: t.field({
      type: 'Int',
      required: true,
      description: 'Index of the finest scale to keep; it must be finished. All coarser scales are kept too.',
    }),
    withoutClass: t.boolean({
      description: 'Continue without a class, even if the parent has one. Cannot be combined with `class`.',
    }),
    ...recipeFields(t, {
      class: 'Defaults to the class of the parent.',
      canvas:
        "defaults to the rest of the parent's schedule. Of a different schedule, only grids larger than the " +
        'finest kept one are used, with neither side smaller; a larger canvas lets the picture grow.',
      imageIndex: 'defaults to that of the parent.',
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
      allowed: 'omitted if a class is given',
    });
  return { class: null };
}

builder.mutationField('branchGeneration', t =>
  t.field({
    ...createsGenerations,
    description:
      'Keeps the scales of a generation up to a given one and samples the rest anew, with another seed, class, ' +
      'guidance, sampling or schedule. With the seed of the parent and no other change, the result is the ' +
      "parent's own continuation.",
    args: { input: t.arg({ type: BranchGenerationInput, required: true, description: 'What to make.' }) },
    resolve: async (_, { input }, context) =>
      createGenerations(await branchRequest(input, context.generations), context),
  }),
);
