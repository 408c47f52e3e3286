import { InvalidInputError } from '../src/generations/errors.ts';

/** Maximum length of a name or key; no model, class or schedule exceeds it. */
const longest = 200;

/**
 * Checks the length of a given name before it is used: requests are digested as a whole, and names are compared with
 * existing ones.
 * @throws InvalidInputError
 */
export function shortText<T extends string | null | undefined>(field: string, given: T): T {
  if (given != null && given.length > longest) {
    throw new InvalidInputError({ field, given, allowed: `a text of at most ${longest} characters` });
  }
  return given;
}
