import { GraphQLError } from 'graphql';

/**
 * An argument that is not allowed, on a field whose result has no union of errors. The extensions say what
 * `InvalidInputError` says.
 */
export function invalidArgument(field: string, given: string, allowed: string): GraphQLError {
  return new GraphQLError(`${field} must be ${allowed}; given: ${given}`, {
    extensions: { code: 'INVALID_INPUT', field, given, allowed },
  });
}
