import type { GenerationPartsFragment } from '../gql/graphql.ts';

type Progress = Pick<GenerationPartsFragment, 'plan' | 'scales'>;

/** Share of the work done, 0 to 1. */
export function shareDone({ plan, scales }: Progress): number {
  return plan.slice(0, scales.length).reduce((sum, { workShare }) => sum + workShare, 0);
}

/** Model time so far. */
export function millisecondsTaken({ scales }: Pick<Progress, 'scales'>): number {
  return scales.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

/** Estimated time left, based on the finished scales; null before the first. */
export function millisecondsLeft(progress: Progress): number | null {
  const done = shareDone(progress);
  return done === 0 ? null : (millisecondsTaken(progress) / done) * (1 - done);
}
