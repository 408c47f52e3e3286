/** A part of a model in a child process. */
export interface Hosted {
  /** Process ids of the current children, for monitoring. */
  readonly processIds: readonly number[];
  /** `false` while no child can be started; requests to one that is starting or being replaced wait. */
  readonly ready: boolean;
  close(): Promise<void>;
}
