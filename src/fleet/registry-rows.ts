import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { ModelDescription } from '../inference/packs/model-description.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import type { InstalledPart } from '../inference/residence/installed-models.ts';
import { descriptionOf, toDescriptionJson } from './description-row.ts';
import { partsOf, type RegisteredPart, toPartsJson } from './residence-row.ts';

/** The rows of workers and of the models they serve. */

/** A worker's registration. */
export interface WorkerOffer {
  readonly address: string;
  readonly devices: readonly string[];
  readonly models: readonly ModelDescription[];
  /** Which parts of them are loaded now. */
  readonly parts: () => readonly InstalledPart[];
}

/** A worker as stored. */
export interface WorkerRow {
  readonly id: string;
  readonly address: string;
  readonly devices: readonly string[];
  readonly digests: readonly ModelDigest[];
  /** Which parts of its models were loaded at its last heartbeat. */
  readonly parts: readonly RegisteredPart[];
  /** Seconds since its last heartbeat. */
  readonly silentSeconds: number;
}

/** Contact sheets of a worker's models, in their order; null for models without one. */
export function readSheets({ models }: WorkerOffer): Promise<(Uint8Array | null)[]> {
  return Promise.all(
    models.map(async ({ contactSheet }) => (contactSheet === undefined ? null : contactSheet())),
  );
}

export async function insertWorker(
  transaction: Transaction<Tables>,
  id: string,
  { address, devices, models, parts }: WorkerOffer,
  sheets: readonly (Uint8Array | null)[],
): Promise<void> {
  for (const [place, model] of models.entries()) {
    const description = toDescriptionJson(model);
    const sheet = sheets[place] ?? null;
    await transaction
      .insertInto('models')
      .values({ digest: model.digest, name: model.config.name, description, contact_sheet: sheet })
      .onConflict(conflict =>
        conflict.column('digest').doUpdateSet({
          name: model.config.name,
          description,
          contact_sheet: sheet,
          registered_at: sql`now()`,
        }),
      )
      .execute();
  }
  await transaction
    .insertInto('workers')
    .values({ id, address, devices: JSON.stringify(devices), parts: toPartsJson(parts()) })
    .execute();
  await transaction
    .insertInto('worker_models')
    .values(models.map(({ digest }) => ({ worker_id: id, digest })))
    .execute();
}

/** @returns false if others have removed the row, because the worker was silent for too long. */
export async function storeHeartbeat(
  database: Kysely<Tables>,
  id: string,
  { parts }: WorkerOffer,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('workers')
    .set({ seen_at: sql`now()`, parts: toPartsJson(parts()) })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Removes rows of dead processes. */
export async function removeDeadWorkers(database: Kysely<Tables>): Promise<void> {
  await database
    .deleteFrom('workers')
    .where('seen_at', '<', sql<Date>`now() - make_interval(hours => 1)`)
    .execute();
}

/** All workers, most recently started first. */
export async function readWorkers(database: Kysely<Tables>): Promise<readonly WorkerRow[]> {
  const { rows } = await sql<Omit<WorkerRow, 'parts'> & { readonly parts: unknown }>`
    select id, address, devices, parts, array_agg(digest) as digests,
      extract(epoch from now() - seen_at)::double precision as "silentSeconds"
    from workers join worker_models on worker_id = id
    group by id order by started_at desc, id desc`.execute(database);
  return rows.map(row => ({ ...row, parts: partsOf(row.parts) }));
}

/** Every model ever registered, by digest, most recently registered first. */
export async function readModels(
  database: Kysely<Tables>,
): Promise<ReadonlyMap<ModelDigest, ModelDescription>> {
  const rows = await database
    .selectFrom('models')
    .select([
      'digest',
      'description',
      'registered_at',
      sql<boolean>`contact_sheet is not null`.as('has_sheet'),
    ])
    .orderBy('registered_at', 'desc')
    .execute();
  return new Map(
    rows.flatMap(({ digest: text, description, has_sheet }) => {
      const digest = text as ModelDigest;
      const known = descriptionOf(digest, description, has_sheet ? () => readSheet(database, digest) : null);
      return known === null ? [] : [[digest, known] as const];
    }),
  );
}

async function readSheet(database: Kysely<Tables>, digest: ModelDigest): Promise<Uint8Array> {
  const { contact_sheet } = await database
    .selectFrom('models')
    .select('contact_sheet')
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow();
  if (contact_sheet === null) throw new Error(`The model ${digest} no longer has a contact sheet.`);
  return contact_sheet;
}
