import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { maskError as maskUnexpected } from 'graphql-yoga';
import { RateLimitedError } from '../../access/limits/rate-limited-error.ts';
import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';
import {
  GenerationError,
  GenerationStateError,
  IdempotencyConflictError,
  InvalidInputError,
  ModelGoneError,
  NotFoundError,
  QueueFullError,
} from '../../generations/errors.ts';
import { rateLimitedDetails } from '../limits/rate-limited.ts';

/**
 * Masks errors for clients: expected ones keep their stable code and details; all others become a generic error, and
 * the server logs the cause.
 */
export function maskError(error: unknown, message: string): Error {
  const original = originalOf(error);
  if (original instanceof GenerationError) {
    const { nodes = null, path = null } = error instanceof GraphQLError ? error : {};
    return new GraphQLError(original.message, {
      nodes,
      path,
      extensions: { code: original.code, ...details(original) },
    });
  }
  if (original instanceof RateLimitedError) {
    const { nodes = null, path = null } = error instanceof GraphQLError ? error : {};
    const extensions = { code: original.code, ...rateLimitedDetails(original) };
    return new GraphQLError(original.message, { nodes, path, extensions });
  }
  if (original instanceof StorageUnavailableError) {
    const { nodes = null, path = null } = error instanceof GraphQLError ? error : {};
    const { code, reason, nothingStored, retryAfter } = original;
    const extensions = { code, reason, nothingStored, retryAfter };
    return new GraphQLError(original.message, { nodes, path, extensions });
  }
  // Never sent in detail, not even in development: the log has it.
  return maskUnexpected(error, message, false);
}

/** Whether the error is the client's mistake rather than the server's, so that operators can ignore it. */
export function isExpected(error: unknown): boolean {
  const original = originalOf(error);
  return original instanceof GenerationError || original instanceof RateLimitedError;
}

function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError ? error.originalError : error;
}

function details(error: Error): GraphQLErrorExtensions {
  if (error instanceof InvalidInputError) {
    return { field: error.field, given: error.given, allowed: error.allowed };
  }
  if (error instanceof NotFoundError) {
    return { kind: error.kind, key: error.key, suggestions: error.suggestions };
  }
  if (error instanceof IdempotencyConflictError) return { idempotencyKey: error.idempotencyKey };
  if (error instanceof GenerationStateError)
    return { status: error.status, allowedStatuses: error.allowedStatuses };
  if (error instanceof ModelGoneError) return { model: error.model };
  if (error instanceof QueueFullError) return { limit: error.limit };
  return {};
}
