import { poolArea } from './area-pooling.ts';
import type { Grid } from './grid.ts';

/**
 * Quantises a latent at one grid: the latent is area-resized, each vector is L2-normalised, and the codebook row with
 * the largest dot product is its token (section 3.2 of the paper: every grid is quantised independently, without
 * residuals). The first of equal rows wins.
 * @param latent [from.rows, from.columns, codebookDim].
 * @param codebook [codebookSize, codebookDim], rows L2-normalised.
 */
export function quantiseGrid(
  latent: Float32Array,
  from: Grid,
  to: Grid,
  codebook: Float32Array,
  codebookDim: number,
): Uint16Array {
  const vectors = poolArea(latent, from, to, codebookDim);
  const cells = to.rows * to.columns;
  const codes = codebook.length / codebookDim;
  const tokens = new Uint16Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    // Normalisation scales all products of a cell equally, so the winner is the same without it.
    const start = cell * codebookDim;
    let best = 0;
    let bestProduct = Number.NEGATIVE_INFINITY;
    for (let code = 0; code < codes; code++) {
      const row = code * codebookDim;
      let product = 0;
      for (let d = 0; d < codebookDim; d++) product += (vectors[start + d] ?? 0) * (codebook[row + d] ?? 0);
      if (product > bestProduct) {
        bestProduct = product;
        best = code;
      }
    }
    tokens[cell] = best;
  }
  return tokens;
}
