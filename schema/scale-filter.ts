import { InvalidInputError } from '../src/generations/errors.ts';
import type { PlannedScale } from '../src/generations/generation.ts';
import { builder } from './builder.ts';

export const ScaleFilter = builder.inputType('ScaleFilter', {
  description:
    'Which scales to be told of. A scale must fit everything that is given; the others are computed all the same, ' +
    'only not told. Changes of status are always told.',
  fields: t => ({
    indices: t.field({
      type: ['Int'],
      description: 'Scales at these places of the plan, from 0. An empty list means none.',
    }),
    minEdge: t.field({
      type: 'Int',
      description: 'Pictures whose longest side has at least so many pixels.',
    }),
    maxEdge: t.field({
      type: 'Int',
      description: 'Pictures whose longest side has at most so many pixels.',
    }),
    last: t.field({
      type: 'Int',
      description: 'The last so many scales of the plan: 1 is the finished picture alone.',
    }),
  }),
});

/** Indices of the planned scales that fit. @throws InvalidInputError */
export function fittingScales(
  plan: readonly PlannedScale[],
  filter: typeof ScaleFilter.$inferInput | null | undefined,
): ReadonlySet<number> {
  const { indices, minEdge, maxEdge, last } = filter ?? {};
  for (const [field, value] of Object.entries({ minEdge, maxEdge, last })) {
    if (value != null) checkWholeNumber(`scales.${field}`, value);
  }
  indices?.forEach((value, position) => {
    checkWholeNumber(`scales.indices.${position}`, value);
  });
  const fitting = plan.filter(({ index, width, height }) => {
    const edge = Math.max(width, height);
    return (
      (indices == null || indices.includes(index)) &&
      (minEdge == null || edge >= minEdge) &&
      (maxEdge == null || edge <= maxEdge) &&
      (last == null || index >= plan.length - last)
    );
  });
  return new Set(fitting.map(({ index }) => index));
}

function checkWholeNumber(field: string, given: number): void {
  if (!Number.isSafeInteger(given) || given < 0) {
    throw new InvalidInputError({ field, given, allowed: 'a whole number, 0 or more' });
  }
}
