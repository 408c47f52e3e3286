import { GraphQLError } from 'graphql';
import { shortened } from '../src/generations/shortened.ts';
import { InvalidVariantError } from '../src/images/encode/variant.ts';

/**
 * An argument that is not allowed, on a field whose result has no union of errors. The extensions say what
 * `InvalidInputError` says.
 * @param given as it is to be shown; its beginning is, when it is long.
 */
export function invalidArgument(field: string, given: string, allowed: string): GraphQLError {
  const shown = shortened(given);
  return new GraphQLError(`${field} must be ${allowed}; given: ${shown}`, {
    extensions: { code: 'INVALID_INPUT', field, given: shown, allowed },
  });
}

/** What was chosen about a picture's file, or an error that names the argument that cannot be. */
export function checkedChoice<T>(resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof InvalidVariantError) throw invalidArgument(error.field, error.given, error.allowed);
    throw error;
  }
}
