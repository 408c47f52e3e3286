import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';

/** An operation that is put together by a test, with the type that the test says it answers. */
export function raw<Result, Variables extends Record<string, unknown> = Record<string, never>>(
  source: string,
): TypedDocumentNode<Result, Variables> {
  return parse(source);
}
