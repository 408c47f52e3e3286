/** The first frame or page of a file, as a separate file. */
export interface StillPicture {
  readonly bytes: Uint8Array;
  /** `true` if there were more frames. */
  readonly hadMore: boolean;
}
