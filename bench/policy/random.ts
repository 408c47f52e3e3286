/** Uniform numbers in 0 .. 1 from a seed (mulberry32), the same on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param weights by value. */
export function pick<T>(random: () => number, weights: readonly (readonly [T, number])[]): T {
  let left = random() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of weights) {
    left -= weight;
    if (left <= 0) return value;
  }
  const last = weights.at(-1);
  if (last === undefined) throw new RangeError('nothing to pick from');
  return last[0];
}

/** Time to the next of independent events with this mean distance. */
export function exponential(random: () => number, mean: number): number {
  return -mean * Math.log(1 - random());
}
