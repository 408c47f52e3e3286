import type { FinishedScale } from '../../src/inference/generator/generator.ts';

/** The tokens of each picture, by scale; in which passes they were computed does not matter. */
export function tokensByPicture(
  scales: readonly Pick<FinishedScale, 'index' | 'tokens'>[],
): (readonly Uint16Array[])[] {
  const pictures: Uint16Array[][] = [];
  for (const { index, tokens } of scales)
    for (const [picture, own] of tokens.entries()) {
      pictures[picture] ??= [];
      if (own !== null) pictures[picture][index] = own;
    }
  return pictures;
}
