/** An expected error of the API, as a member of a result union. */
export interface ExpectedError {
  readonly message: string;
  /** Existing names similar to an unknown one. */
  readonly suggestions?: readonly string[];
}

/** Thrown for the API's expected errors, so that a mutation either succeeds or fails. */
export class Refusal extends Error {
  readonly suggestions: readonly string[];

  constructor({ message, suggestions = [] }: ExpectedError) {
    super(message);
    this.name = 'Refusal';
    this.suggestions = suggestions;
  }
}
