import type { WaitingPicture } from './waiting-picture.ts';

/** A picture and its place in the order. */
export interface Place {
  readonly picture: WaitingPicture;
  /** Whether it goes before others for what it is: coarse or due. */
  readonly isExpress: boolean;
  /** Coarse, due, others. */
  readonly rank: 0 | 1 | 2;
  /** Within a rank, lower is earlier. */
  readonly key: number;
}
