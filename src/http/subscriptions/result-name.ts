import { createHash } from 'node:crypto';
import type { DocumentNode, ExecutionArgs } from 'graphql';
import type { RequestContext } from '../request-context.ts';

/** Documents that are sent again and again are parsed once, and are one object each: see `useDocuments`. */
const numbers = new WeakMap<DocumentNode, number>();
let count = 0;

/**
 * A name that is equal for subscriptions that make the same of an event. Everything that results depend on is in it: what
 * the context gains that they depend on is to be added here, or to be noticed where it is read, as the client is
 * (`Sharing.askedWho`).
 * @returns null for one that is nobody else's.
 */
export function resultName(
  { document, operationName, variableValues }: ExecutionArgs,
  { baseUrl, viewer }: Pick<RequestContext, 'baseUrl' | 'viewer'>,
): string | null {
  let comparable = true;
  const text = JSON.stringify(
    [numberOf(document), operationName ?? null, baseUrl, viewer.owner, variableValues ?? {}],
    (_key, value: unknown) => {
      // Files look all the same as JSON.
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
