/** Largest differences that parity allows. */
export const tolerance = {
  logit: 5e-3,
  /** Of a picture in [-1, 1], before clamping. */
  picture: 2e-3,
  /** A token may differ where the two best candidates are closer than this in logit, or in cosine. */
  margin: 1e-3,
  /** And then in this share of a grid's tokens; one in small grids. */
  tokenShare: 0.005,
} as const;

/** One line of the table: a grid of a case. */
export interface Comparison {
  readonly case: string;
  readonly grid: string;
  readonly tokens: number;
  readonly differing: number;
  /** Largest difference; `null` where the folder has nothing to compare with. */
  readonly logits: number | null;
  readonly picture: number | null;
  readonly passed: boolean;
}

/** Tokens that may differ in a grid where near ties excuse it. */
export function excusable(tokens: number): number {
  return Math.max(1, Math.floor(tokens * tolerance.tokenShare));
}

/** Largest absolute difference; NaN when either has one, so that no comparison passes it. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} numbers cannot be compared with ${b.length}`);
  let largest = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs((a[index] ?? Number.NaN) - (b[index] ?? Number.NaN));
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(largest)) return largest;
  }
  return largest;
}
