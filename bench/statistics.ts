/** What is reported of repeated measurements. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** @throws RangeError when there is nothing to summarise. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    if (value === undefined) throw new RangeError('nothing was measured');
    return value;
  };
  return { min: at(0), median: at(0.5), p95: at(0.95), max: at(1) };
}
