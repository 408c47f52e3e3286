import { getSystemErrorMessage } from 'node:util';

/** Errors that the operator can fix; their messages are a single line. */
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

/** The one-line message for a failed start; null for bugs, which are shown in full. */
export function startFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return expected.has(error.name) ? error.message : systemFailure(error);
}

/** The system call that failed, on a file or a listening address. Null for any other error. */
export function systemFailure(error: unknown): string | null {
  if (!(error instanceof Error && 'errno' in error && 'syscall' in error && 'code' in error)) return null;
  const { errno, syscall, code } = error;
  if (typeof errno !== 'number') return null;
  const reason = `${getSystemErrorMessage(errno)} (${code}, ${syscall})`;
  if ('path' in error) return `${error.path}: ${reason}`;
  if ('address' in error) return `HOST ${error.address}, PORT ${'port' in error ? error.port : 0}: ${reason}`;
  return reason;
}
