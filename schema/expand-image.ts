import type { Generations } from '../src/generations/generations.ts';
import type { ExpandRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { createGenerations, createsGenerations } from './generations-created.ts';
import {
  compositeFields,
  compositeRequest,
  knownSource,
  pictureWording,
  sourceFields,
} from './picture-fields.ts';
import { recipeFields, recipeRequest, withoutNulls } from './recipe-input.ts';
import { shortText } from './short-text.ts';

/** Share of what is added that comes before the picture, in both directions. */
const anchors = {
  TOP_LEFT: { x: 0, y: 0 },
  TOP: { x: 0.5, y: 0 },
  TOP_RIGHT: { x: 1, y: 0 },
  LEFT: { x: 0, y: 0.5 },
  CENTER: { x: 0.5, y: 0.5 },
  RIGHT: { x: 1, y: 0.5 },
  BOTTOM_LEFT: { x: 0, y: 1 },
  BOTTOM: { x: 0.5, y: 1 },
  BOTTOM_RIGHT: { x: 1, y: 1 },
} as const;

const Anchor = builder.enumType('Anchor', {
  description: 'Where a picture stays while the canvas around it takes another shape.',
  values: {
    TOP_LEFT: { description: 'Grows at the right and at the bottom.' },
    TOP: { description: 'Grows at both sides and at the bottom.' },
    TOP_RIGHT: { description: 'Grows at the left and at the bottom.' },
    LEFT: { description: 'Grows at the right, and at top and bottom alike.' },
    CENTER: { description: 'Grows at all sides alike.' },
    RIGHT: { description: 'Grows at the left, and at top and bottom alike.' },
    BOTTOM_LEFT: { description: 'Grows at the right and at the top.' },
    BOTTOM: { description: 'Grows at both sides and at the top.' },
    BOTTOM_RIGHT: { description: 'Grows at the left and at the top.' },
  } satisfies Record<keyof typeof anchors, object>,
});

const SidesInput = builder.inputType('SidesInput', {
  description: 'Pixels of the source that are added at each side, 0 to 16384; 0 where left out.',
  fields: t => ({
    left: t.field({ type: 'Int', description: 'Pixels added at the left.' }),
    top: t.field({ type: 'Int', description: 'Pixels added at the top.' }),
    right: t.field({ type: 'Int', description: 'Pixels added at the right.' }),
    bottom: t.field({ type: 'Int', description: 'Pixels added at the bottom.' }),
  }),
});

const ExpandToRatioInput = builder.inputType('ExpandToRatioInput', {
  description:
    'The aspect ratio that a picture is to have, from 1:8 to 8:1. It grows in one direction, and never shrinks.',
  fields: t => ({
    width: t.float({ required: true, description: 'First number of the ratio, above 0.' }),
    height: t.float({ required: true, description: 'Second number of the ratio, above 0.' }),
    anchor: t.field({
      type: Anchor,
      required: true,
      defaultValue: 'CENTER',
      description: 'Where the picture stays.',
    }),
  }),
});

const ExpansionInput = builder.inputType('ExpansionInput', {
  isOneOf: true,
  description: 'By how much a picture grows, in one of two ways. It may be from 1:8 to 8:1 then.',
  fields: t => ({
    sides: t.field({ type: SidesInput, description: 'By pixels at each side.' }),
    aspectRatio: t.field({ type: ExpandToRatioInput, description: 'To an aspect ratio.' }),
  }),
});

export const ExpandImageInput = builder.inputType('ExpandImageInput', {
  description: 'A picture, and by how much its canvas grows.',
  fields: t => ({
    ...sourceFields(t),
    by: t.field({ type: ExpansionInput, required: true, description: 'By how much it grows.' }),
    ...compositeFields(t),
    ...recipeFields(t, pictureWording),
  }),
});

export async function expandRequest(
  input: typeof ExpandImageInput.$inferInput,
  generations: Generations,
): Promise<ExpandRequest> {
  return {
    operation: 'EXPAND',
    source: await knownSource(input.source, generations),
    by: toExpansion(input.by),
    ...withoutNulls({ model: shortText('model', input.model) }),
    ...compositeRequest(input),
    ...recipeRequest(input),
  };
}

function toExpansion({ sides, aspectRatio }: typeof ExpansionInput.$inferInput): ExpandRequest['by'] {
  if (aspectRatio != null)
    return { kind: 'aspectRatio', ...aspectRatio, anchor: anchors[aspectRatio.anchor] };
  return { kind: 'sides', sides: withoutNulls(sides ?? {}) };
}

builder.mutationField('expandImage', t =>
  t.field({
    ...createsGenerations,
    description:
      'Draws more around a picture. The source lies in the larger grid of every scale; what is new is sampled. The source ' +
      'stays as it is, but for the feather along its edge, unless the larger picture has to be scaled to what the model ' +
      'can draw.',
    args: { input: t.arg({ type: ExpandImageInput, required: true, description: 'What to expand.' }) },
    resolve: async (_, { input }, context) =>
      createGenerations(await expandRequest(input, context.generations), context),
  }),
);
