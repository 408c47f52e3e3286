import { createHash } from 'node:crypto';
import type { DocumentNode, ExecutionArgs } from 'graphql';

/** Documents that are sent again and again are parsed once, and are one object each: see `useDocuments`. */
const numbers = new WeakMap<DocumentNode, number>();
let count = 0;

/**
 * A name that is equal for subscriptions that make the same of an event: everything that a result depends on is in it,
 * except for what only clients who ask apart get (see `SharedResults`).
 * @returns null for one that is nobody else's.
 */
export function resultName(
  { document, operationName, variableValues }: ExecutionArgs,
  baseUrl: string,
): string | null {
  let comparable = true;
  const text = JSON.stringify(
    [numberOf(document), operationName ?? null, baseUrl, variableValues ?? {}],
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
