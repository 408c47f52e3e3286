import { getSystemErrorMessage } from 'node:util';

/** Errors that a person at the terminal can do something about; their messages are one line. */
const expected = new Set([
  'ConfigError',
  'DatabaseFolderError',
  'DatabaseUnavailableError',
  'DataFolderError',
  'FolderInUseError',
  'NewerSchemaError',
  'PackError',
  'ProviderUnavailableError',
  'StorageUnavailableError',
]);

/** What a person at the terminal is told of a start that failed; null when it is a bug, which shows all of itself. */
export function startFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return expected.has(error.name) ? error.message : systemFailure(error);
}

/** What the system said no to: a file, an address to listen on. Null for any other error. */
export function systemFailure(error: unknown): string | null {
  if (!(error instanceof Error && 'errno' in error && 'syscall' in error && 'code' in error)) return null;
  const { errno, syscall, code } = error;
  if (typeof errno !== 'number') return null;
  const reason = `${getSystemErrorMessage(errno)} (${code}, ${syscall})`;
  if ('path' in error) return `${error.path}: ${reason}`;
  if ('address' in error) return `HOST ${error.address}, PORT ${'port' in error ? error.port : 0}: ${reason}`;
  return reason;
}
