import type { Migration } from 'kysely/migration';
import { generationsMigration } from './migration-0001-generations.ts';
import { editingMigration } from './migration-0002-editing.ts';
import { readingMigration } from './migration-0003-reading.ts';
import { holdersMigration } from './migration-0004-holders.ts';
import { fleetMigration } from './migration-0005-fleet.ts';
import { lifeMigration } from './migration-0006-life.ts';
import { ownersMigration } from './migration-0007-owners.ts';
import { keysMigration } from './migration-0008-keys.ts';
import { residenceMigration } from './migration-0009-residence.ts';
import { sharesMigration } from './migration-0010-shares.ts';
import { limitsMigration } from './migration-0011-limits.ts';

/**
 * All migrations, in order and forward only: released ones are never edited. Names sort in order. The job queue manages
 * its own tables in a separate schema.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-generations': generationsMigration,
  '0002-editing': editingMigration,
  '0003-reading': readingMigration,
  '0004-holders': holdersMigration,
  '0005-fleet': fleetMigration,
  '0006-life': lifeMigration,
  '0007-owners': ownersMigration,
  '0008-keys': keysMigration,
  '0009-residence': residenceMigration,
  '0010-shares': sharesMigration,
  '0011-limits': limitsMigration,
};
