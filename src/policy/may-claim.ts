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
  /** Shares of these pictures. */
  readonly shares: ReadonlySet<string>;
}

/**
 * Whether a worker may claim a run of a share. A newcomer nearly always may: its first preview costs little, and a
 * picture that has to wait after that costs only its tokens. A run's own number of pictures does not matter, so that
 * small runs cannot overtake a large one forever.
 * @param ahead pictures of a worker from which on it claims only for shares that have none in progress on it.
 */
export function mayClaim(load: Load, share: string, ahead: number = picturesAhead): boolean {
  return load.pictures < (load.shares.has(share) ? ahead : picturesAtMost);
}
