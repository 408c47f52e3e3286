import { shortJson } from '../src/generations/shortened.ts';
import { invalidArgument } from './invalid-argument.ts';

/** Entries of a list when the client does not say how many. */
export const defaultPageSize = 20;
const largestPage = 100;

/** @param first as given; it may be any number. */
export function pageSize(first: number | null | undefined): number {
  if (first == null) return defaultPageSize;
  if (!Number.isInteger(first) || first < 1 || first > largestPage) {
    throw invalidArgument('first', String(first), `a whole number from 1 to ${largestPage}`);
  }
  return first;
}

/** What a page costs: that of finding it, and the price of an entry for each. */
export function pageCost(
  field: number,
  first: number | null | undefined,
): { field: number; multiplier: number } {
  const entries = first == null || !(first >= 1) ? defaultPageSize : Math.min(first, largestPage);
  return { field, multiplier: entries };
}

export function encodeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** More characters than any cursor has. */
const longestCursor = 200;

/** The key in a cursor; what is no cursor decodes to some other text, which the caller checks. */
export function decodeCursor(cursor: string): string {
  return cursor.length > longestCursor ? '' : Buffer.from(cursor, 'base64url').toString();
}

export function invalidCursor(cursor: string): Error {
  return invalidArgument('after', shortJson(cursor), 'the cursor of an entry of this list');
}
