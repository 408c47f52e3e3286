import { cp } from 'node:fs/promises';
import { openDatabase } from '../../src/database/open-database.ts';
import { BatchQueue } from '../../src/generations/batch-queue.ts';

/** Creates an embedded database with all tables, those of the queue too. */
export async function buildDatabaseTemplate(folder: string): Promise<void> {
  const database = await openDatabase({ folder });
  const queue = await BatchQueue.open(database, {
    leaseSeconds: 10,
    onError: error => {
      throw error;
    },
  });
  await queue.close();
  await database.close();
}

/** A copy takes a tenth of the time that a new database takes. */
export async function copyDatabase(template: string, folder: string): Promise<void> {
  await cp(template, folder, { recursive: true });
}
