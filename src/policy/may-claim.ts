/**
 * The usual limit of `mayClaim`. More pictures of a share gain little from being computed together, and those that one
 * worker has claimed are missing when another one is idle.
 */
export const picturesAhead = 8;

/** The most pictures of a worker, but for the last run. Ordering them takes well below a millisecond. */
export const picturesAtMost = 256;

/** What a worker has in progress. */
export interface Load {
  readonly pictures: number;
  /** Of the share that wants more. */
  readonly ofShare: number;
}

/**
 * Whether a worker may claim another run of a share. It claims for every share, because a first preview costs little,
 * and a picture that has to wait after that costs only its tokens. A run's own number of pictures does not matter, so
 * that small runs cannot overtake a large one forever.
 * @param ahead pictures of a share from which on the worker claims no more.
 */
export function mayClaim({ pictures, ofShare }: Load, ahead: number = picturesAhead): boolean {
  return ofShare < ahead && pictures < picturesAtMost;
}
