import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { ExecutionResult } from 'graphql-ws';

/** A result as clients get it, when it has something that they do not; undefined: it is that already. */
export function withoutInternals(result: ExecutionResult): FormattedExecutionResult | undefined {
  const { errors, data, extensions } = result;
  if (!errors) return undefined;
  return {
    errors: errors.map(error =>
      withoutInternalExtensions(error instanceof GraphQLError ? error.toJSON() : error),
    ),
    ...(data === undefined ? {} : { data }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** Yoga marks errors for its HTTP answers; clients have no use for the marks. */
export function withoutInternalExtensions(error: GraphQLFormattedError): GraphQLFormattedError {
  const { http: _http, unexpected: _unexpected, ...extensions } = error.extensions ?? {};
  return { ...error, extensions };
}
