/** Advice for a damaged folder. */
export const howToRestore =
  'Restore the whole folder from a backup made while no server was running, or move it away to start with a ' +
  'new, empty database.';

/** The folder of the embedded database cannot be used. The one-line message says what to do. */
export class DatabaseFolderError extends Error {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`The database in ${folder} cannot be used: ${reason}`, options);
    this.name = 'DatabaseFolderError';
  }
}
