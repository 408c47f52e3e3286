import { InvalidInputError } from '../src/generations/errors.ts';
import type { PlannedScale } from '../src/generations/generation.ts';
import { builder } from './builder.ts';

export const ScaleFilter = builder.inputType('ScaleFilter', {
  description:
    'Which scales to report. A scale must match every condition given. Other scales are still computed, just ' +
    'not reported; status changes are always reported.',
  fields: t => ({
    indices: t.field({
      type: ['Int'],
      description: 'Scales with these indices in the plan, from 0. An empty list matches none.',
    }),
    minEdge: t.field({
      type: 'Int',
      description: 'Scales whose longest side is at least this many pixels.',
    }),
    maxEdge: t.field({
      type: 'Int',
      description: 'Scales whose longest side is at most this many pixels.',
    }),
    last: t.field({
      type: 'Int',
      description: 'Only the last scales of the plan, this many: 1 matches only the final picture.',
    }),
  }),
});

/** Indices of the matching planned scales. @throws InvalidInputError */
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
