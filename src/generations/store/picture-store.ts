import type { Kysely, Transaction } from 'kysely';
import type { OwnerId } from '../../access/viewer.ts';
import type { Tables } from '../../database/tables.ts';
import type { StoredPicture } from '../../images/canvas/stored-picture.ts';

/** Keeps pictures that an owner's generations are made from; those that are there already stay as they are. */
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

/** @throws Error when it is not there: what refers to a picture is stored together with it. */
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
