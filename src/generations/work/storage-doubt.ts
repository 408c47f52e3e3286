import type { Database } from '../../database/database.ts';
import type { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';
import type { StoragePatience } from './storage-patience.ts';

/** Whether storage must prove available before a run starts: an attempt that cannot be stored is wasted. */
export class StorageDoubt {
  readonly #database: Pick<Database, 'check'>;
  readonly #patience: StoragePatience;
  #exists = true;

  constructor(database: Pick<Database, 'check'>, patience: StoragePatience) {
    this.#database = database;
    this.#patience = patience;
  }

  raise(error: StorageUnavailableError): void {
    this.#exists = true;
    this.#patience.failed(error);
  }

  /** @throws StorageUnavailableError while it is unavailable. */
  async dispel(): Promise<void> {
    if (!this.#exists) return;
    await this.#database.check();
    this.#exists = false;
    this.#patience.worked();
  }
}
