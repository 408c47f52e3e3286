import type { GenerationPartsFragment, GenerationStatus } from '../gql/graphql.ts';

const ended: readonly GenerationStatus[] = ['SUCCEEDED', 'ACCEPTED', 'CANCELED', 'FAILED'];

/** Nothing changes any more. */
export function hasEnded({ status }: Pick<GenerationPartsFragment, 'status'>): boolean {
  return ended.includes(status);
}
