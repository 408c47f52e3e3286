import { resizeBicubic } from './bicubic.ts';
import type { Grid } from './grid.ts';
import type { Transformer } from './model.ts';

/** Tokens of one scale by picture, row-major; `null` for dropped pictures. */
export type TokensOfPictures = readonly (Uint16Array | null)[];

/**
 * Input of each batch row at a scale: the resized codebook vectors of the previous grid. Rows of one picture share an
 * array.
 * @param pictureOfRow the picture of each row.
 */
export function nextCodes(
  tokens: TokensOfPictures,
  from: Grid,
  to: Grid,
  pictureOfRow: readonly number[],
  { codebook, architecture: { codebookDim } }: Pick<Transformer, 'codebook' | 'architecture'>,
): Float32Array[] {
  const resized = new Map<number, Float32Array>();
  return pictureOfRow.map(picture => {
    const known = resized.get(picture);
    if (known !== undefined) return known;
    const rows = lookUp(codebook, codebookDim, tokens[picture] ?? null);
    const codes = resizeBicubic(rows, from, to, codebookDim);
    resized.set(picture, codes);
    return codes;
  });
}

/** Codebook rows of tokens, [cells, dim]. */
function lookUp(codebook: Float32Array, dim: number, tokens: Uint16Array | null): Float32Array {
  if (tokens === null) throw new Error('a picture of the batch has no tokens');
  const codes = new Float32Array(tokens.length * dim);
  for (const [cell, token] of tokens.entries())
    codes.set(codebook.subarray(token * dim, (token + 1) * dim), cell * dim);
  return codes;
}
