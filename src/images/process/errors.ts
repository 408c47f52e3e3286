/** A picture process could not do its job: it died repeatedly, or the job failed. */
export class PictureProcessError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PictureProcessError';
  }
}

/** A job exceeded its time or memory limit. */
export class PictureJobLimitError extends Error {
  readonly limit: 'time' | 'memory';

  constructor(limit: 'time' | 'memory') {
    super(`A picture job exceeded its ${limit} limit.`);
    this.name = 'PictureJobLimitError';
    this.limit = limit;
  }
}
