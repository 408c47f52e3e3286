import { resizeBicubic } from './bicubic.ts';
import type { Grid } from './grid.ts';
import type { Transformer } from './model.ts';

/**
 * Input of a picture at a scale: the codebook vectors of the previous grid, resized to the next one.
 * @param tokens of the previous scale, row-major.
 * @returns [cells of `to`, codebookDim].
 */
export function nextCodes(
  tokens: Uint16Array,
  from: Grid,
  to: Grid,
  { codebook, architecture: { codebookDim } }: Pick<Transformer, 'codebook' | 'architecture'>,
): Float32Array {
  const codes = new Float32Array(tokens.length * codebookDim);
  for (const [cell, token] of tokens.entries())
    codes.set(codebook.subarray(token * codebookDim, (token + 1) * codebookDim), cell * codebookDim);
  return resizeBicubic(codes, from, to, codebookDim);
}
