/** The usual limit of `mayClaim`. */
export const picturesAhead = 32;

/** The most pictures of a worker, unless a single run has more. Ordering them takes well below a millisecond. */
export const picturesAtMost = 256;

/** What a worker has in progress. */
export interface Load {
  readonly pictures: number;
  /** Shares of these pictures. */
  readonly shares: ReadonlySet<string>;
}

/**
 * Whether a worker may claim a run. A newcomer nearly always may: its first preview costs little, and a picture that
 * has to wait after that costs only its tokens.
 * @param run its share, and its number of pictures.
 * @param ahead pictures of a worker, beyond which it claims only for shares that have none in progress on it.
 */
export function mayClaim(
  load: Load,
  run: { readonly share: string; readonly pictures: number },
  ahead: number = picturesAhead,
): boolean {
  if (load.pictures === 0) return true;
  const pictures = load.pictures + run.pictures;
  return pictures <= (load.shares.has(run.share) ? ahead : picturesAtMost);
}
