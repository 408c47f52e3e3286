import { InvalidInputError } from '../src/generations/errors.ts';

/** Characters of a name or key: no model, class or schedule has a longer one. */
const longest = 200;

/**
 * A name that was given, checked for its length before anything is done with it: a request is digested as a whole, and
 * its names are compared with those there are.
 * @throws InvalidInputError
 */
export function shortText<T extends string | null | undefined>(field: string, given: T): T {
  if (given != null && given.length > longest) {
    throw new InvalidInputError({ field, given, allowed: `a text of at most ${longest} characters` });
  }
  return given;
}
