/** Index of the candidate nearest to `features`, by Euclidean distance; the first of equal ones. */
export function nearestPicture(features: Float64Array, candidates: readonly Float64Array[]): number {
  let nearest = -1;
  let smallest = Number.POSITIVE_INFINITY;
  for (const [index, candidate] of candidates.entries()) {
    let distance = 0;
    for (const [i, value] of features.entries()) distance += (value - (candidate[i] ?? 0)) ** 2;
    if (distance < smallest) [nearest, smallest] = [index, distance];
  }
  return nearest;
}
