import { type Kysely, sql, type Transaction } from 'kysely';
import { notify } from '../database/notifications.ts';
import type { Tables } from '../database/tables.ts';
import { channels } from './channels.ts';
import { finished, recordEvents, statusChanged } from './event-store.ts';
import {
  type BatchId,
  type Generation,
  type GenerationId,
  type GenerationStatus,
  isTerminal,
  type StoredScale,
} from './generation.ts';
import { toGeneration, toScale } from './generation-rows.ts';
import { newBatchId, newGenerationIds } from './identifiers.ts';
import type { PlannedRequest } from './plan-request.ts';

/** Creating and canceling; the worker writes through `AttemptStore`. */

/** Held while a batch is created, so that the queue's limit and idempotency keys hold exactly. */
const creationLock = 7_240_318;

/** A batch that was created earlier with the same idempotency key. */
export interface KeyedBatch {
  readonly id: BatchId;
  readonly requestDigest: string;
}

export async function lockCreation(transaction: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(creationLock)})`.execute(transaction);
}

export async function findKeyedBatch(
  database: Kysely<Tables>,
  idempotencyKey: string,
): Promise<KeyedBatch | undefined> {
  const row = await database
    .selectFrom('batches')
    .select(['id', 'request_digest'])
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst();
  return row && { id: row.id as BatchId, requestDigest: row.request_digest };
}

export async function countQueued(database: Kysely<Tables>): Promise<number> {
  const { count } = await database
    .selectFrom('generations')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('status', '=', 'QUEUED')
    .executeTakeFirstOrThrow();
  return count;
}

/** Stores a batch with its generations and their first event. */
export async function insertBatch(
  transaction: Transaction<Tables>,
  planned: PlannedRequest,
  request: { readonly digest: string; readonly idempotencyKey: string | undefined },
): Promise<BatchId> {
  const batchId = newBatchId();
  const model = planned.model.config.name;
  await transaction
    .insertInto('batches')
    .values({
      id: batchId,
      idempotency_key: request.idempotencyKey ?? null,
      request_digest: request.digest,
      model,
      work: planned.work,
    })
    .execute();
  const ids = newGenerationIds(planned.recipes.length);
  await transaction
    .insertInto('generations')
    .values(
      ids.map((id, picture) => ({
        id,
        batch_id: batchId,
        model,
        model_digest: planned.model.digest,
        recipe: JSON.stringify(planned.recipes[picture]),
        plan: JSON.stringify(planned.plan),
        warnings: JSON.stringify(planned.warnings),
        status: 'QUEUED',
        revision: 1,
      })),
    )
    .execute();
  await recordEvents(
    transaction,
    ids.map(id => statusChanged(id, 1, 'QUEUED')),
  );
  return batchId;
}

/** The generations of a batch, in the order of their pictures. */
export async function findBatch(database: Kysely<Tables>, batchId: BatchId): Promise<Generation[]> {
  const rows = await database
    .selectFrom('generations')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('id')
    .execute();
  return rows.map(toGeneration);
}

export async function findGeneration(database: Kysely<Tables>, id: GenerationId): Promise<Generation | null> {
  const row = await database.selectFrom('generations').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toGeneration(row) : null;
}

/** Newest first. */
export async function listGenerations(
  database: Kysely<Tables>,
  page: { limit: number; after?: GenerationId | undefined; status?: readonly GenerationStatus[] | undefined },
): Promise<Generation[]> {
  // SQL knows no empty list.
  if (page.status?.length === 0) return [];
  let query = database.selectFrom('generations').selectAll().orderBy('id', 'desc').limit(page.limit);
  if (page.after !== undefined) query = query.where('id', '<', page.after);
  if (page.status !== undefined) query = query.where('status', 'in', page.status);
  return (await query.execute()).map(toGeneration);
}

/** Finished scales, coarse to fine: all of them, or the one with this index. */
export async function findScales(
  database: Kysely<Tables>,
  id: GenerationId,
  index?: number,
): Promise<StoredScale[]> {
  let query = database
    .selectFrom('scales')
    .innerJoin('generations', 'generations.id', 'scales.generation_id')
    .selectAll('scales')
    .select('generations.plan')
    .where('scales.generation_id', '=', id)
    .orderBy('scales.index');
  if (index !== undefined) query = query.where('scales.index', '=', index);
  const rows = await query.execute();
  return rows.map(row => toScale(row, row.plan as Generation['plan']));
}

/**
 * Takes note that a generation is not wanted any more: a queued one is canceled at once, a running one when its
 * worker gets to it. Changes nothing on any other.
 */
export async function requestCancel(
  transaction: Transaction<Tables>,
  id: GenerationId,
): Promise<Generation | null> {
  const row = await transaction
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const generation = toGeneration(row);
  if (isTerminal(generation.status) || generation.status === 'CANCELING') return generation;
  const status = generation.status === 'QUEUED' ? 'CANCELED' : 'CANCELING';
  const revision = generation.revision + 1;
  const changed = await transaction
    .updateTable('generations')
    .set({ status, revision, ...(status === 'CANCELED' && { finished_at: sql<Date>`now()` }) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (status === 'CANCELED') {
    await recordEvents(transaction, [finished(id, revision, status)]);
  } else {
    await recordEvents(transaction, [statusChanged(id, revision, status)]);
    await notify(transaction, channels.cancel, [id]);
  }
  return toGeneration(changed);
}
