import type { Database } from './database.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';
import { openServerDatabase } from './server-database.ts';

export interface DatabaseSettings {
  /** Folder of the embedded database; used when there is no `url`. */
  readonly folder: string;
  /** Address of a PostgreSQL server. */
  readonly url?: string | undefined;
  /** Told of lost connections to a server; they are made again. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * Opens the database and brings its tables up to date.
 * @throws FolderInUseError
 */
export function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const { folder, url, onConnectionLost } = settings;
  if (url === undefined) return openEmbeddedDatabase(folder);
  return openServerDatabase({ url, ...(onConnectionLost && { onConnectionLost }) });
}
