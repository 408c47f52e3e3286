import { DatabaseError } from 'pg';
import { NoConnectionFreeError } from './server-pool.ts';
import { type StorageProblem, StorageUnavailableError } from './storage-unavailable-error.ts';

/** What PostgreSQL's error codes say of its storage; classes are two characters long. */
const problems: Readonly<Record<string, StorageProblem>> = {
  // Class 53, insufficient resources: disk full, out of memory, too many connections.
  '53100': 'full',
  '53300': 'busy',
  '53': 'away',
  // Class 08, connection exceptions; class 28, refused at the door; class 57, intervention by the operator.
  '08': 'away',
  '28': 'away',
  '57': 'away',
  // Class 58, errors of the system: input and output, missing files.
  '58': 'broken',
  // A standby, or a server that was switched to reading.
  '25006': 'readOnly',
  // A page or an index that is damaged.
  XX001: 'broken',
  XX002: 'broken',
};

/** What PostgreSQL says of the file system with codes that mean many things besides. */
const causes: readonly (readonly [RegExp, StorageProblem])[] = [
  [/: (No space left on device|.*quota exceeded)/i, 'full'],
  [/: Read-only file system/i, 'readOnly'],
  [/: (Input\/output error|I\/O error)/i, 'broken'],
  [/could not (open|write|read|extend|fsync|create) .*: Permission denied/i, 'readOnly'],
];

/** What the file system says in the words of an error; null when it says nothing. */
export function systemCause(text: string): StorageProblem | null {
  return causes.find(([cause]) => cause.test(text))?.[1] ?? null;
}

/** Where the database is, in words that end "There is no space left ...". */
export type StoragePlace = 'in the data folder' | 'on the database server';

/**
 * What an error of a statement says about storage; an error that says nothing about it is given back as it is.
 * @param asked false for an error of connecting: nothing was asked of the database then.
 */
export function storageProblem(error: unknown, place: StoragePlace, asked: boolean): unknown {
  if (!(error instanceof DatabaseError)) return unanswered(error, place, asked);
  const { code = '', severity = '' } = error;
  // The session is over, and with it whoever could have said what became of the statement.
  const ended = severity === 'FATAL' || severity === 'PANIC';
  const found =
    systemCause(error.message) ??
    problems[code] ??
    problems[code.slice(0, 2)] ??
    (ended ? 'away' : undefined);
  if (found === undefined) return error;
  return new StorageUnavailableError(found, sentence(found, place), !asked || !ended, { cause: error });
}

/** Everything that is not PostgreSQL's answer means that there was none, unless it is a mistake of ours. */
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
