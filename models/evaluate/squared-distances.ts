/** Squared Euclidean distances of `features` to each of the candidates. */
export function squaredDistances(
  features: Float64Array,
  candidates: readonly Float64Array[],
): readonly number[] {
  return candidates.map(candidate => {
    let distance = 0;
    for (const [i, value] of features.entries()) distance += (value - (candidate[i] ?? 0)) ** 2;
    return distance;
  });
}

/** Index of the smallest value, the first of equal ones; -1 if there are none. */
export function indexOfLeast(values: readonly number[]): number {
  let least = -1;
  for (const [index, value] of values.entries())
    if (value < (values[least] ?? Number.POSITIVE_INFINITY)) least = index;
  return least;
}
