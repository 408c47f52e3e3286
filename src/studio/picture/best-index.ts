import type { GenerationPartsFragment } from '../gql/graphql.ts';

type Reached = Pick<GenerationPartsFragment, 'scales' | 'acceptedScale'>;

/** Index of the best scale: the accepted one, otherwise the finest finished one; null before the first. */
export function bestIndex({ scales, acceptedScale }: Reached): number | null {
  if (scales.length === 0) return null;
  return Math.min(acceptedScale ?? Number.POSITIVE_INFINITY, scales.length - 1);
}
