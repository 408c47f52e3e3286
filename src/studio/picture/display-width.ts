import type { GenerationPartsFragment } from '../gql/graphql.ts';

/** More screen pixels per picture pixel look coarse. */
const largestEnlargement = 2.75;
/** Space for the text below. */
const leastWidth = 320;

/** Maximum display width of a picture, in screen pixels. */
export function displayWidth({ plan }: Pick<GenerationPartsFragment, 'plan'>): number {
  return Math.max(leastWidth, (plan.at(-1)?.width ?? 0) * largestEnlargement);
}
