/** A part of a model that lives in a child process. */
export interface Hosted {
  /** Process ids of the children at work, for those who watch them. */
  readonly processIds: readonly number[];
  /** `false` while no child can be started; what is asked of one that is starting or being replaced waits for it. */
  readonly ready: boolean;
  close(): Promise<void>;
}
