import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { ExecutionResult } from 'graphql-ws';
import { requestFields } from '../requests/request-scope.ts';

/** A result without internal marks; undefined if it has none. */
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

/** Yoga marks errors for its HTTP responses; clients should not see the marks, but the request id. */
export function withoutInternalExtensions(error: GraphQLFormattedError): GraphQLFormattedError {
  const { http: _http, unexpected: _unexpected, ...extensions } = error.extensions ?? {};
  return { ...error, extensions: { ...extensions, ...requestFields() } };
}
