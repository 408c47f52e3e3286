import { useState } from 'react';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { bestIndex } from './best-index.ts';

/** The scale being viewed: the best one until the user chooses another. */
export function useLookedAtScale(
  generation: Pick<GenerationPartsFragment, 'scales' | 'acceptedScale'> | null | undefined,
) {
  const [chosen, choose] = useState<number | null>(null);
  const best = generation ? bestIndex(generation) : null;
  // Choosing the best scale follows it again.
  const select = (index: number) => choose(index === best ? null : index);
  return [chosen ?? best, select] as const;
}
