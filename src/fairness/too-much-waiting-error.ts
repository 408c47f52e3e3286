/** So much of one connection waits already that nothing more is taken from it for now. */
export class TooMuchWaitingError extends Error {
  readonly limit: number;

  constructor(limit: number) {
    super(`At most ${limit} pieces of work of one connection may wait at a time. Wait for some to finish.`);
    this.name = 'TooMuchWaitingError';
    this.limit = limit;
  }
}
