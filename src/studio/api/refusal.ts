/** An answer of the API that is not the one hoped for, as its unions tell it. */
export interface ExpectedError {
  readonly message: string;
  /** Names that do exist, when one was given that does not. */
  readonly suggestions?: readonly string[];
}

/** Thrown for an answer that is one of the API's expected errors, so that a mutation either succeeds or fails. */
export class Refusal extends Error {
  readonly suggestions: readonly string[];

  constructor({ message, suggestions = [] }: ExpectedError) {
    super(message);
    this.name = 'Refusal';
    this.suggestions = suggestions;
  }
}
