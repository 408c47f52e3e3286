/**
 * `full`: no room (or quota) is left. `readOnly`: writing is not allowed. `away`: database is not responding. `broken`:
 * reading or writing fails. `busy`: no connection to the database became free in time.
 */
export type StorageProblem = 'full' | 'readOnly' | 'away' | 'broken' | 'busy';

/** Seconds after which it is worth trying again. What somebody has to mend takes longer than what passes. */
const retryAfterSeconds: Readonly<Record<StorageProblem, number>> = {
  busy: 2,
  away: 5,
  full: 30,
  readOnly: 30,
  broken: 30,
};

/** Nothing can be stored, or read, for now, by no fault of whoever asked. What was accepted waits until it can. */
export class StorageUnavailableError extends Error {
  readonly code = 'STORAGE_UNAVAILABLE';
  readonly problem: StorageProblem;
  /** The problem as a sentence, such as "There is no space left in the data folder." */
  readonly reason: string;
  /** False when the answer was lost on its way: then it may have been stored all the same. */
  readonly nothingStored: boolean;
  /** Seconds after which it is worth trying again. */
  readonly retryAfter: number;

  constructor(problem: StorageProblem, reason: string, nothingStored: boolean, options?: ErrorOptions) {
    const outcome = nothingStored
      ? 'Nothing was stored.'
      : 'This may or may not have been stored; with an idempotencyKey it is safe to send it again.';
    super(
      `${reason} ${outcome} Try again later. Requests accepted earlier are waiting and will continue.`,
      options,
    );
    this.name = 'StorageUnavailableError';
    this.problem = problem;
    this.reason = reason;
    this.nothingStored = nothingStored;
    this.retryAfter = retryAfterSeconds[problem];
  }
}
