import type { GenerationPartsFragment } from '../gql/graphql.ts';

/** More screen pixels per pixel make a picture look coarse. */
const largestEnlargement = 2.75;
/** Room for what is written below it. */
const leastWidth = 320;

/** How wide a picture is shown at most, in screen pixels. */
export function displayWidth({ plan }: Pick<GenerationPartsFragment, 'plan'>): number {
  return Math.max(leastWidth, (plan.at(-1)?.width ?? 0) * largestEnlargement);
}
