import type { GenerationPartsFragment, GenerationStatus } from '../gql/graphql.ts';

const ended: readonly GenerationStatus[] = ['SUCCEEDED', 'ACCEPTED', 'CANCELED', 'FAILED'];

/** Whether the generation has ended. */
export function hasEnded({ status }: Pick<GenerationPartsFragment, 'status'>): boolean {
  return ended.includes(status);
}
