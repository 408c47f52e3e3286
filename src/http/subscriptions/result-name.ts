import { createHash } from 'node:crypto';
import type { DocumentNode, ExecutionArgs } from 'graphql';
import type { RequestContext } from '../request-context.ts';

/** Repeated documents are parsed once and share one object; see `useDocuments`. */
const numbers = new WeakMap<DocumentNode, number>();
let count = 0;

/**
 * A name that is equal for subscriptions with equal results. It must include everything results depend on: add new
 * context dependencies here, or detect their use, as for the client (`Sharing.askedWho`).
 * @returns null for a subscription that cannot be shared.
 */
export function resultName(
  { document, operationName, variableValues }: ExecutionArgs,
  { baseUrl, viewer }: Pick<RequestContext, 'baseUrl' | 'viewer'>,
): string | null {
  let comparable = true;
  const text = JSON.stringify(
    [numberOf(document), operationName ?? null, baseUrl, viewer.owner, variableValues ?? {}],
    (_key, value: unknown) => {
      // All files look alike as JSON.
      if (value instanceof Blob) comparable = false;
      return value;
    },
  );
  return comparable ? createHash('sha256').update(text).digest('base64') : null;
}

function numberOf(document: DocumentNode): number {
  const known = numbers.get(document);
  if (known !== undefined) return known;
  numbers.set(document, ++count);
  return count;
}
