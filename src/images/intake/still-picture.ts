/** The first frame or page of a file as a file of its own. */
export interface StillPicture {
  readonly bytes: Uint8Array;
  /** `true` when there was more than this frame. */
  readonly hadMore: boolean;
}
