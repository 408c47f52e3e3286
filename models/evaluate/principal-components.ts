import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { mean } from './statistics.ts';

/** The directions in which vectors differ most. */
export class PrincipalComponents {
  readonly #centre: Float64Array;
  /** One row a direction, of length one, the most important first. */
  readonly #directions: Matrix;

  /** @param dimensions at most; no more than there are vectors. */
  constructor(vectors: readonly Float64Array[], dimensions: number) {
    const centre = mean(vectors);
    const centred = new Matrix(
      vectors.map(vector => Array.from(vector, (value, i) => value - (centre[i] ?? 0))),
    );
    // There are fewer vectors than numbers in one, so the products of the vectors with each other are the smaller matrix;
    // its eigenvectors say how to mix the vectors to a direction.
    const products = centred.mmul(centred.transpose());
    const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(products, {
      assumeSymmetric: true,
    });
    const chosen = realEigenvalues
      .map((value, index) => ({ value, index }))
      .toSorted((a, b) => b.value - a.value)
      .slice(0, Math.min(dimensions, vectors.length - 1));
    const mixtures = new Matrix(
      chosen.map(({ value, index }) =>
        eigenvectorMatrix.getColumn(index).map(share => share / Math.sqrt(Math.max(value, Number.EPSILON))),
      ),
    );
    this.#centre = centre;
    this.#directions = mixtures.mmul(centred);
  }

  project(vector: Float64Array): Float64Array {
    const centred = Matrix.columnVector(Array.from(vector, (value, i) => value - (this.#centre[i] ?? 0)));
    return Float64Array.from(this.#directions.mmul(centred).to1DArray());
  }
}
