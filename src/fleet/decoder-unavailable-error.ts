/** No worker could decode: none serves the model now, or none responded. A retry may succeed. */
export class DecoderUnavailableError extends Error {
  override readonly name = 'DecoderUnavailableError';
  readonly code = 'DECODER_UNAVAILABLE';
  /** Of the model. */
  readonly digest: string;

  constructor(digest: string, options?: ErrorOptions) {
    super('No worker can decode this picture at the moment. Try again in a few seconds.', options);
    this.digest = digest;
  }
}
