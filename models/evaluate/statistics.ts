import { Matrix } from 'ml-matrix';

/** Mean of vectors of one length. */
export function mean(vectors: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [i, value] of vector.entries()) sums[i] = (sums[i] ?? 0) + value;
  return sums.map(sum => sum / vectors.length);
}

/** Covariance of vectors of one length, with the divisor n - 1. */
export function covariance(vectors: readonly Float64Array[]): Matrix {
  const centre = mean(vectors);
  const centred = new Matrix(
    vectors.map(vector => Array.from(vector, (value, i) => value - (centre[i] ?? 0))),
  );
  return centred
    .transpose()
    .mmul(centred)
    .div(vectors.length - 1);
}
