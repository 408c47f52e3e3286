import type { WaitingPicture } from './waiting-picture.ts';

/** A picture and what its place in the order depends on, lower is earlier. */
export interface Place {
  readonly picture: WaitingPicture;
  /** 0: coarse, 1: due, 2: neither. */
  readonly rank: 0 | 1 | 2;
  /** Within a rank. */
  readonly key: number;
}
