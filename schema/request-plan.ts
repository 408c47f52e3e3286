import {
  InvalidInputError,
  ModelGoneError,
  ModelUnavailableError,
  NotFoundError,
} from '../src/generations/errors.ts';
import type { Generations } from '../src/generations/generations.ts';
import type { PlannedRequest } from '../src/generations/plan/planned-request.ts';
import type { GenerationRequest } from '../src/generations/request.ts';
import { BranchGenerationInput, branchRequest } from './branch-generation.ts';
import { builder } from './builder.ts';
import { Edit, editOf } from './edit.ts';
import { ExpandImageInput, expandRequest } from './expand-image.ts';
import { GenerateImageInput, generateRequest } from './generate-image.ts';
import { InpaintImageInput, inpaintRequest } from './inpaint-image.ts';
import { PlannedScaleObject } from './planned-scale.ts';
import { planPrice } from './price.ts';
import { Recipe } from './recipe.ts';
import { RefineImageInput, refineRequest } from './refine-image.ts';

const RequestInput = builder.inputType('RequestInput', {
  isOneOf: true,
  description: 'The input of one of the mutations.',
  fields: t => ({
    generate: t.field({ type: GenerateImageInput, description: 'As for `generateImage`.' }),
    inpaint: t.field({ type: InpaintImageInput, description: 'As for `inpaintImage`.' }),
    expand: t.field({ type: ExpandImageInput, description: 'As for `expandImage`.' }),
    refine: t.field({ type: RefineImageInput, description: 'As for `refineImage`.' }),
    branch: t.field({ type: BranchGenerationInput, description: 'As for `branchGeneration`.' }),
  }),
});

async function requestOf(
  { generate, inpaint, expand, refine, branch }: typeof RequestInput.$inferInput,
  generations: Generations,
): Promise<GenerationRequest> {
  if (generate != null) return generateRequest(generate);
  if (inpaint != null) return inpaintRequest(inpaint, generations);
  if (expand != null) return expandRequest(expand, generations);
  if (refine != null) return refineRequest(refine, generations);
  // Exactly one is given, because the input is @oneOf.
  if (branch == null) throw new Error('No operation was given.');
  return branchRequest(branch, generations);
}

const RequestPlan = builder.objectRef<PlannedRequest>('RequestPlan').implement({
  description: 'What a request would do, without doing it.',
  fields: t => ({
    plan: t.field({
      type: [PlannedScaleObject],
      description: 'Every planned scale, coarse to fine, with its forced cells.',
      resolve: ({ plan }) => [...plan],
    }),
    edit: t.field({
      type: Edit,
      nullable: true,
      description: 'The starting point and the operation applied to it; null for a recipe alone.',
      resolve: editOf,
    }),
    recipe: t.field({
      type: Recipe,
      description:
        'Everything that would determine the first picture. If no seed was given, the real request will draw a ' +
        'different one.',
      resolve: ({ recipes: [recipe], model }) => {
        if (recipe === undefined) throw new Error('A plan without a picture.');
        return { recipe, model: model.config.name, modelDigest: model.digest };
      },
    }),
    warnings: t.stringList({
      description: 'Advice about the request, for people to read.',
      resolve: ({ warnings }) => [...warnings],
    }),
  }),
});

builder.queryField('requestPlan', t =>
  t.field({
    type: RequestPlan,
    description:
      'Plans any request for pictures without making them: its scales, the mask of each, the position of the source. Nothing is stored or queued.',
    args: { input: t.arg({ type: RequestInput, required: true, description: 'The request.' }) },
    errors: {
      types: [InvalidInputError, NotFoundError, ModelGoneError, ModelUnavailableError],
      union: { description: 'The plan, or the error.' },
      directResult: true,
    },
    complexity: planPrice,
    resolve: async (_, { input }, context) =>
      context.generations.plan(await requestOf(input, context.generations), context),
  }),
);
