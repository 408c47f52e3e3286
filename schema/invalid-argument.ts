import { GraphQLError } from 'graphql';
import { shortened } from '../src/generations/shortened.ts';
import { InvalidVariantError } from '../src/images/encode/variant.ts';

/**
 * An invalid argument of a field without an error union. The extensions match `InvalidInputError`.
 * @param given for display; shortened if long.
 */
export function invalidArgument(field: string, given: string, allowed: string): GraphQLError {
  const shown = shortened(given);
  return new GraphQLError(`${field} must be ${allowed}; given: ${shown}`, {
    extensions: { code: 'INVALID_INPUT', field, given: shown, allowed },
  });
}

/** The chosen file, or an error naming the invalid argument. */
export function checkedChoice<T>(resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof InvalidVariantError) throw invalidArgument(error.field, error.given, error.allowed);
    throw error;
  }
}
