import { seededOrder } from '../../models/evaluate/seeded-order.ts';

/** Vectors whose numbers are about normally distributed (mean 0, variance 1): sums of twelve even draws. */
export function normalVectors(count: number, dimensions: number, seed: number): Float64Array[] {
  const total = count * dimensions * 12;
  const draws = seededOrder(total, seed).map(value => (value + 0.5) / total);
  return Array.from({ length: count }, (_, vector) =>
    Float64Array.from({ length: dimensions }, (_, i) => {
      const start = (vector * dimensions + i) * 12;
      return draws.slice(start, start + 12).reduce((sum, draw) => sum + draw, -6);
    }),
  );
}
