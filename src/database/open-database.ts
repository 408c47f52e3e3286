import type { Database } from './database.ts';
import { openEmbeddedDatabase } from './embedded/embedded-database.ts';
import { openServerDatabase, type ServerDatabaseOptions } from './server-database.ts';

export interface DatabaseSettings
  extends Omit<ServerDatabaseOptions, 'url' | 'onConnectionLost' | 'onDegradation'> {
  /** Folder of the embedded database; used when there is no `url`. */
  readonly folder: string;
  /** Address of a PostgreSQL server; the other settings are about one, too. */
  readonly url?: string | undefined;
  /** Told of lost connections to a server, and when the embedded database gave up; they are opened again. */
  readonly onConnectionLost?: (error: Error) => void;
  /** Told what works less well than it should, and null when nothing does any more. */
  readonly onDegradation?: (reason: string | null) => void;
}

/**
 * Opens the database and brings its tables up to date.
 * @throws FolderInUseError, DatabaseFolderError, DatabaseUnavailableError, NewerSchemaError
 */
export function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const { folder, url, onConnectionLost = () => {}, onDegradation = () => {}, ...options } = settings;
  if (url === undefined) return openEmbeddedDatabase({ folder, onLost: onConnectionLost });
  return openServerDatabase({ ...options, url, onConnectionLost, onDegradation });
}
