import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { covariance, mean } from './statistics.ts';

/**
 * Squared Frechet distance of two sets of vectors taken as Gaussians:
 * |m1 - m2|^2 + trace(C1 + C2 - 2 (C1^1/2 C2 C1^1/2)^1/2). 0 for sets of the same mean and covariance.
 */
export function frechetDistance(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return gaussianDistance(meanA, covariance(a), meanB, covariance(b));
}

/** The same of Gaussians that are known. */
export function gaussianDistance(
  meanA: Float64Array,
  covarianceA: Matrix,
  meanB: Float64Array,
  covarianceB: Matrix,
): number {
  const apart = meanA.reduce((sum, value, i) => sum + (value - (meanB[i] ?? 0)) ** 2, 0);
  const root = squareRoot(covarianceA);
  const between = root.mmul(covarianceB).mmul(root);
  const shared = eigen(between).realEigenvalues.reduce(
    (sum, value) => sum + Math.sqrt(Math.max(0, value)),
    0,
  );
  return apart + covarianceA.trace() + covarianceB.trace() - 2 * shared;
}

/** Of a symmetric matrix without negative eigenvalues (rounding may leave tiny ones). */
function squareRoot(matrix: Matrix): Matrix {
  const { eigenvectorMatrix, realEigenvalues } = eigen(matrix);
  const roots = Matrix.diag(realEigenvalues.map(value => Math.sqrt(Math.max(0, value))));
  return eigenvectorMatrix.mmul(roots).mmul(eigenvectorMatrix.transpose());
}

function eigen(matrix: Matrix): EigenvalueDecomposition {
  // Products of matrices lose their symmetry in the last digits.
  return new EigenvalueDecomposition(Matrix.add(matrix, matrix.transpose()).div(2), {
    assumeSymmetric: true,
  });
}
