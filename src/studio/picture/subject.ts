import type { GenerationPartsFragment } from '../gql/graphql.ts';

/** What a picture shows, in words. */
export function subjectOf({ recipe }: Pick<GenerationPartsFragment, 'recipe'>): string {
  return recipe.class?.name ?? 'anything';
}
