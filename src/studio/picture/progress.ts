import type { GenerationPartsFragment } from '../gql/graphql.ts';

type Progress = Pick<GenerationPartsFragment, 'plan' | 'scales'>;

/** How much of the work is done, 0 to 1. */
export function shareDone({ plan, scales }: Progress): number {
  return plan.slice(0, scales.length).reduce((sum, { workShare }) => sum + workShare, 0);
}

/** Time the model took so far. */
export function millisecondsTaken({ scales }: Pick<Progress, 'scales'>): number {
  return scales.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

/** Time that is left when the rest goes as the scales so far; null before there is one to judge by. */
export function millisecondsLeft(progress: Progress): number | null {
  const done = shareDone(progress);
  return done === 0 ? null : (millisecondsTaken(progress) / done) * (1 - done);
}
