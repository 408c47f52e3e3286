import type { Kysely, Transaction } from 'kysely';
import type { OwnerId } from '../../access/viewer.ts';
import type { Tables } from '../../database/tables.ts';
import type { StoredPicture } from '../../images/canvas/stored-picture.ts';

/** Stores the source pictures and masks of an owner's generations; existing ones are left unchanged. */
export async function insertPictures(
  transaction: Transaction<Tables>,
  owner: OwnerId,
  pictures: readonly StoredPicture[],
): Promise<void> {
  if (pictures.length === 0) return;
  await transaction
    .insertInto('pictures')
    .values(pictures.map(({ digest, width, height, bytes }) => ({ owner, digest, width, height, bytes })))
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

/**
 * @throws Error if it is missing, which cannot happen: pictures are stored together with the rows that refer to them.
 */
export async function findPicture(
  database: Kysely<Tables>,
  owner: OwnerId,
  digest: string,
): Promise<StoredPicture> {
  return database
    .selectFrom('pictures')
    .select(['digest', 'width', 'height', 'bytes'])
    .where('owner', '=', owner)
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow(() => new Error(`The picture ${digest} is missing.`));
}
