import { useState } from 'react';
import type { GenerationPartsFragment } from '../gql/graphql.ts';

/** The scale that is looked at: the finest there is, until one is chosen. */
export function useLookedAtScale(generation: Pick<GenerationPartsFragment, 'scales'> | null | undefined) {
  const [chosen, choose] = useState<number | null>(null);
  const finest = (generation?.scales.length ?? 0) - 1;
  const scaleIndex = chosen ?? (finest < 0 ? null : finest);
  // Going back to the finest means to follow it again.
  const select = (index: number) => choose(index === finest ? null : index);
  return [scaleIndex, select] as const;
}
