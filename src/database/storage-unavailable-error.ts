/**
 * `full`: disk or quota exhausted. `readOnly`: writing is not permitted. `away`: the database is not responding.
 * `broken`: reading or writing fails. `busy`: no database connection became free in time.
 */
export type StorageProblem = 'full' | 'readOnly' | 'away' | 'broken' | 'busy';

/** Seconds after which a retry makes sense; longer for problems that need an operator. */
const retryAfterSeconds: Readonly<Record<StorageProblem, number>> = {
  busy: 2,
  away: 5,
  full: 30,
  readOnly: 30,
  broken: 30,
};

/** Nothing can be stored or read for now, through no fault of the client. Accepted work waits. */
export class StorageUnavailableError extends Error {
  readonly code = 'STORAGE_UNAVAILABLE';
  readonly problem: StorageProblem;
  /** The problem as a sentence, such as "There is no space left in the data folder." */
  readonly reason: string;
  /** False if the response was lost, so that it may have been stored. */
  readonly nothingStored: boolean;
  /** Seconds after which a retry makes sense. */
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
