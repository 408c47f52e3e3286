/** Too much work of one connection is waiting already. */
export class TooMuchWaitingError extends Error {
  readonly limit: number;

  constructor(limit: number) {
    super(`At most ${limit} requests may wait per connection. Wait for some to finish.`);
    this.name = 'TooMuchWaitingError';
    this.limit = limit;
  }
}
