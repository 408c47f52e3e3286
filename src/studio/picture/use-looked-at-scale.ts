import { useState } from 'react';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { bestIndex } from './best-index.ts';

/** The scale that is looked at: the best there is, until one is chosen. */
export function useLookedAtScale(
  generation: Pick<GenerationPartsFragment, 'scales' | 'acceptedScale'> | null | undefined,
) {
  const [chosen, choose] = useState<number | null>(null);
  const best = generation ? bestIndex(generation) : null;
  // Going back to the best means to follow it again.
  const select = (index: number) => choose(index === best ? null : index);
  return [chosen ?? best, select] as const;
}
