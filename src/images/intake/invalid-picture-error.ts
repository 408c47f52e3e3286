/** Bytes that are no picture this server reads. Says what was given and what is allowed; the caller knows the field. */
export class InvalidPictureError extends Error {
  /** What was given, in words: `a PDF document`. */
  readonly given: string;
  /** What is allowed, in words. */
  readonly allowed: string;

  constructor(given: string, allowed: string, options?: ErrorOptions) {
    super(`The picture must be ${allowed}; given: ${given}`, options);
    this.name = 'InvalidPictureError';
    this.given = given;
    this.allowed = allowed;
  }
}
