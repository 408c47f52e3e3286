import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import type { RateLimitedError } from '../../access/limits/rate-limited-error.ts';

/** The facts of the error that clients act on. */
export function rateLimitedDetails(error: RateLimitedError): GraphQLErrorExtensions {
  const { policy, quota, window, requested, retryAfter } = error;
  return { policy, quota, window, requested, retryAfter };
}

/** As a header; empty if waiting does not help. */
export function retryAfterHeader({ retryAfter }: RateLimitedError): Record<string, string> {
  return retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
}

/** The error of an operation that was refused as a whole: status 429 over HTTP. */
export function rateLimited(error: RateLimitedError): GraphQLError {
  return new GraphQLError(error.message, {
    extensions: {
      code: error.code,
      ...rateLimitedDetails(error),
      http: { status: 429, headers: retryAfterHeader(error) },
    },
  });
}
