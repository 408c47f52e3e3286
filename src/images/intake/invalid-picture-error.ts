/** Bytes that are not a supported picture, with the given and allowed values; the caller adds the field. */
export class InvalidPictureError extends Error {
  /** The given content, in words: `a PDF document`. */
  readonly given: string;
  /** The allowed content, in words. */
  readonly allowed: string;

  constructor(given: string, allowed: string, options?: ErrorOptions) {
    super(`The picture must be ${allowed}; given: ${given}`, options);
    this.name = 'InvalidPictureError';
    this.given = given;
    this.allowed = allowed;
  }
}
