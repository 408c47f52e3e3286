import { DatabaseError } from 'pg';
import { NoConnectionFreeError } from './server-pool.ts';
import { type StorageProblem, StorageUnavailableError } from './storage-unavailable-error.ts';

/** Storage problems by PostgreSQL error code; classes have two characters. */
const problems: Readonly<Record<string, StorageProblem>> = {
  // Class 53, insufficient resources: disk full, out of memory, too many connections.
  '53100': 'full',
  '53300': 'busy',
  '53': 'away',
  // Class 08, connection exceptions; class 28, refused at the door; class 57, intervention by the operator.
  '08': 'away',
  '28': 'away',
  '57': 'away',
  // Class 58, system errors: input and output, missing files.
  '58': 'broken',
  // A standby, or a server switched to read-only.
  '25006': 'readOnly',
  // A damaged page or index.
  XX001: 'broken',
  XX002: 'broken',
};

/** Generic codes with which PostgreSQL also reports file system errors. */
const causes: readonly (readonly [RegExp, StorageProblem])[] = [
  [/: (No space left on device|.*quota exceeded)/i, 'full'],
  [/: Read-only file system/i, 'readOnly'],
  [/: (Input\/output error|I\/O error)/i, 'broken'],
  [/could not (open|write|read|extend|fsync|create) .*: Permission denied/i, 'readOnly'],
];

/** The storage problem in an error text; null if there is none. */
export function systemCause(text: string): StorageProblem | null {
  return causes.find(([cause]) => cause.test(text))?.[1] ?? null;
}

/** Location of the database, completing "There is no space left ...". */
export type StoragePlace = 'in the data folder' | 'on the database server';

/**
 * Turns an error into a StorageUnavailableError if it indicates a storage problem; returns other errors unchanged.
 * @param asked false for connection errors, after which nothing was sent.
 */
export function storageProblem(error: unknown, place: StoragePlace, asked: boolean): unknown {
  if (!(error instanceof DatabaseError)) return unanswered(error, place, asked);
  const { code = '', severity = '' } = error;
  // The session is gone, so the outcome of the statement is unknown.
  const ended = severity === 'FATAL' || severity === 'PANIC';
  const found =
    systemCause(error.message) ??
    problems[code] ??
    problems[code.slice(0, 2)] ??
    (ended ? 'away' : undefined);
  if (found === undefined) return error;
  return new StorageUnavailableError(found, sentence(found, place), !asked || !ended, { cause: error });
}

/** Anything but a PostgreSQL error means that there was no response, unless it is a bug of ours. */
function unanswered(error: unknown, place: StoragePlace, asked: boolean): unknown {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const found = error instanceof NoConnectionFreeError ? 'busy' : (systemCause(text) ?? 'away');
  return new StorageUnavailableError(found, sentence(found, place), !asked, { cause: error });
}

/** A problem as a sentence. */
export function sentence(problem: StorageProblem, place: StoragePlace): string {
  if (problem === 'full') return `There is no space left ${place}.`;
  if (problem === 'readOnly') return `Writing ${place} is not permitted.`;
  if (problem === 'broken') return `Reading or writing ${place} failed.`;
  if (problem === 'busy') return 'The database has no free connection.';
  return 'The database is not responding.';
}
