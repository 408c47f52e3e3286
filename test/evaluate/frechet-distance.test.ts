import { Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { frechetDistance, gaussianDistance } from '../../models/evaluate/frechet-distance.ts';
import { distanceOfHalves } from '../../models/evaluate/measure-distances.ts';
import { normalVectors } from './normal-vectors.ts';

test('Gaussians along the axes are as far apart as their means and the roots of their variances', () => {
  const distance = gaussianDistance(
    Float64Array.of(0, 0, 0),
    Matrix.diag([1, 4, 9]),
    Float64Array.of(3, 4, 0),
    Matrix.diag([4, 4, 1]),
  );
  expect(distance).toBeCloseTo(25 + 1 + 0 + 4, 10);
});

test('turning both Gaussians changes nothing', () => {
  const turn = new Matrix([
    [0.6, -0.8],
    [0.8, 0.6],
  ]);
  const turned = (variances: number[]) => turn.mmul(Matrix.diag(variances)).mmul(turn.transpose());
  const origin = Float64Array.of(0, 0);
  expect(gaussianDistance(origin, turned([1, 9]), origin, turned([4, 16]))).toBeCloseTo(2, 10);
});

test('a set is at no distance from itself, and at the length of the shift from a shifted one', () => {
  const set = normalVectors(200, 8, 1);
  const shifted = set.map(vector => vector.map((value, i) => value + (i === 0 ? 2 : 0)));
  expect(frechetDistance(set, set)).toBeCloseTo(0, 8);
  expect(frechetDistance(set, shifted)).toBeCloseTo(4, 8);
});

test('two halves of one set are nearer than sets of different spread', () => {
  const set = normalVectors(400, 4, 2);
  const wider = normalVectors(400, 4, 3).map(vector => vector.map(value => 3 * value));
  expect(distanceOfHalves(set)).toBeLessThan(0.3);
  expect(frechetDistance(set, wider)).toBeGreaterThan(10);
});
