import { shortJson } from '../src/generations/shortened.ts';
import { invalidArgument } from './invalid-argument.ts';

/** Default number of list entries. */
export const defaultPageSize = 20;
const largestPage = 100;

/** @param first as given; may be any number. */
export function pageSize(first: number | null | undefined): number {
  if (first == null) return defaultPageSize;
  if (!Number.isInteger(first) || first < 1 || first > largestPage) {
    throw invalidArgument('first', String(first), `a whole number from 1 to ${largestPage}`);
  }
  return first;
}

/** Cost of a page: finding it, plus the price of each entry. */
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

/** Longer than any cursor. */
const longestCursor = 200;

/** The key in a cursor; an invalid cursor decodes to some other text, which the caller rejects. */
export function decodeCursor(cursor: string): string {
  return cursor.length > longestCursor ? '' : Buffer.from(cursor, 'base64url').toString();
}

export function invalidCursor(cursor: string): Error {
  return invalidArgument('after', shortJson(cursor), 'the cursor of an entry of this list');
}
