import type { Database } from './database.ts';
import { openEmbeddedDatabase } from './embedded/embedded-database.ts';
import { openServerDatabase } from './server-database.ts';

export interface DatabaseSettings {
  /** Folder of the embedded database; used when there is no `url`. */
  readonly folder: string;
  /** Address of a PostgreSQL server. */
  readonly url?: string | undefined;
  /** Told of lost connections to a server, and when the embedded database gave up; they are opened again. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * Opens the database and brings its tables up to date.
 * @throws FolderInUseError, DatabaseFolderError, DatabaseUnavailableError, NewerSchemaError
 */
export function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const { folder, url, onConnectionLost = () => {} } = settings;
  if (url === undefined) return openEmbeddedDatabase({ folder, onLost: onConnectionLost });
  return openServerDatabase({ url, onConnectionLost });
}
