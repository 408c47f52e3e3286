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

/** Share of the growth placed before the picture, in each direction. */
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
  description: 'Where a picture stays when the canvas around it changes shape.',
  values: {
    TOP_LEFT: { description: 'The canvas grows at the right and the bottom.' },
    TOP: { description: 'The canvas grows equally at left and right, and at the bottom.' },
    TOP_RIGHT: { description: 'The canvas grows at the left and the bottom.' },
    LEFT: { description: 'The canvas grows at the right, and equally at top and bottom.' },
    CENTER: { description: 'The canvas grows equally on all sides.' },
    RIGHT: { description: 'The canvas grows at the left, and equally at top and bottom.' },
    BOTTOM_LEFT: { description: 'The canvas grows at the right and the top.' },
    BOTTOM: { description: 'The canvas grows equally at left and right, and at the top.' },
    BOTTOM_RIGHT: { description: 'The canvas grows at the left and the top.' },
  } satisfies Record<keyof typeof anchors, object>,
});

const SidesInput = builder.inputType('SidesInput', {
  description: 'Number of source pixels to add on each side, 0 to 16384; 0 by default.',
  fields: t => ({
    left: t.field({ type: 'Int', description: 'Pixels to add on the left.' }),
    top: t.field({ type: 'Int', description: 'Pixels to add at the top.' }),
    right: t.field({ type: 'Int', description: 'Pixels to add on the right.' }),
    bottom: t.field({ type: 'Int', description: 'Pixels to add at the bottom.' }),
  }),
});

const ExpandToRatioInput = builder.inputType('ExpandToRatioInput', {
  description:
    'The target aspect ratio, from 1:8 to 8:1. The picture grows in one direction and never shrinks.',
  fields: t => ({
    width: t.float({ required: true, description: 'First number of the ratio, above 0.' }),
    height: t.float({ required: true, description: 'Second number of the ratio, above 0.' }),
    anchor: t.field({
      type: Anchor,
      required: true,
      defaultValue: 'CENTER',
      description: 'Where the picture stays in the larger canvas.',
    }),
  }),
});

const ExpansionInput = builder.inputType('ExpansionInput', {
  isOneOf: true,
  description:
    'How far to expand a picture, in one of two ways. The result may have an aspect ratio from 1:8 to 8:1.',
  fields: t => ({
    sides: t.field({ type: SidesInput, description: 'By a number of pixels on each side.' }),
    aspectRatio: t.field({ type: ExpandToRatioInput, description: 'To an aspect ratio.' }),
  }),
});

export const ExpandImageInput = builder.inputType('ExpandImageInput', {
  description: 'A picture, and how far to expand its canvas.',
  fields: t => ({
    ...sourceFields(t),
    by: t.field({ type: ExpansionInput, required: true, description: 'How far to expand the canvas.' }),
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
      'Extends a picture beyond its edges. At every scale the tokens of the source are placed in the larger ' +
      'grid and the rest is sampled. The source is unchanged except for the feather along its edge, unless the ' +
      'larger picture has to be scaled to a size the model can draw.',
    args: { input: t.arg({ type: ExpandImageInput, required: true, description: 'What to expand.' }) },
    resolve: async (_, { input }, context) =>
      createGenerations(await expandRequest(input, context.generations), context),
  }),
);
