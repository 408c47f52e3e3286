import type { Database } from './database.ts';
import { openEmbeddedDatabase } from './embedded/embedded-database.ts';
import { openServerDatabase, type ServerDatabaseOptions } from './server-database.ts';

export interface DatabaseSettings
  extends Omit<ServerDatabaseOptions, 'url' | 'onConnectionLost' | 'onDegradation'> {
  /** Folder of the embedded database, used if there is no `url`. */
  readonly folder: string;
  /** Address of a PostgreSQL server; the remaining settings apply only to servers. */
  readonly url?: string | undefined;
  /** Called for lost server connections and failures of the embedded database; they are reopened. */
  readonly onConnectionLost?: (error: Error) => void;
  /** Called with a degraded condition, and with null when it is resolved. */
  readonly onDegradation?: (reason: string | null) => void;
}

/**
 * Opens the database and migrates its tables.
 * @throws FolderInUseError, DatabaseFolderError, DatabaseUnavailableError, NewerSchemaError
 */
export function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const { folder, url, onConnectionLost = () => {}, onDegradation = () => {}, ...options } = settings;
  if (url === undefined) return openEmbeddedDatabase({ folder, onLost: onConnectionLost });
  return openServerDatabase({ ...options, url, onConnectionLost, onDegradation });
}
