import { type Kysely, sql, type Transaction } from 'kysely';
import { notify } from '../../database/notifications.ts';
import type { Tables } from '../../database/tables.ts';
import type { BatchId, Generation, GenerationId, RunId } from '../generation.ts';
import { newBatchId, newRunId, withNewIds } from '../identifiers.ts';
import { changeGeneration, createGenerationRows } from '../life/change-generations.ts';
import { statusesFor } from '../life/transitions.ts';
import type { PlannedRequest } from '../plan/planned-request.ts';
import { channels } from './channels.ts';
import { toGeneration } from './generation-rows.ts';
import { insertPictures } from './picture-store.ts';
import { writeJson } from './stored-json.ts';
import { tokensToBytes } from './token-bytes.ts';

/** Creating and canceling; `generation-queries.ts` finds, `steering-store.ts` has the rest of what clients change, `attempt-store.ts` what workers do. */

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

/** Stores a batch with its generations, their first event and the run that will compute them. */
export async function insertBatch(
  transaction: Transaction<Tables>,
  planned: PlannedRequest,
  request: { readonly digest: string; readonly idempotencyKey: string | undefined },
): Promise<{ batchId: BatchId; runId: RunId }> {
  const batchId = newBatchId();
  const model = planned.model.config.name;
  await transaction
    .insertInto('batches')
    .values({
      id: batchId,
      idempotency_key: request.idempotencyKey ?? null,
      request_digest: request.digest,
      model,
    })
    .execute();
  const runId = await insertRun(transaction, {
    batchId,
    modelDigest: planned.model.digest,
    work: planned.work,
  });
  await insertPictures(transaction, planned.pictures);
  const forced = planned.plan
    .filter(scale => scale.forced !== 'none')
    .map(({ index }) => {
      const tokens = planned.forcedTokens.get(index);
      return { batch_id: batchId, index, tokens: tokens === undefined ? null : tokensToBytes(tokens) };
    });
  if (forced.length > 0) await transaction.insertInto('forced_scales').values(forced).execute();
  await createGenerationRows(
    transaction,
    withNewIds(planned.recipes).map(([id, recipe]) => ({
      id,
      batch_id: batchId,
      run_id: runId,
      model,
      model_digest: planned.model.digest,
      ...writeJson({ ...planned, recipe }),
      hold_at: planned.holdAtScale,
      operation: planned.operation,
      parent_id: planned.parent?.generationId ?? null,
      parent_scale: planned.parent?.scaleIndex ?? null,
    })),
  );
  return { batchId, runId };
}

/** What a claim needs to know of a run. */
interface NewRun {
  readonly batchId: BatchId;
  readonly modelDigest: string;
  /** Operations of one of its pictures, from the first scale to the last. */
  readonly work: number;
}

export async function insertRun(
  transaction: Transaction<Tables>,
  { batchId, modelDigest, work }: NewRun,
): Promise<RunId> {
  const id = newRunId();
  await transaction
    .insertInto('runs')
    .values({ id, batch_id: batchId, model_digest: modelDigest, work })
    .execute();
  return id;
}

/** A generation that nothing else changes before the transaction ends. */
export async function lockGeneration(
  transaction: Transaction<Tables>,
  id: GenerationId,
): Promise<Generation | null> {
  const row = await transaction
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toGeneration(row);
}

/**
 * Takes note that a generation is not wanted any more: one that waits or is held is canceled at once, a running one
 * when its worker gets to it. Changes nothing on any other.
 */
export async function requestCancel(
  transaction: Transaction<Tables>,
  id: GenerationId,
): Promise<Generation | null> {
  const generation = await lockGeneration(transaction, id);
  if (generation === null || !statusesFor('cancel').includes(generation.status)) return generation;
  const changed = await changeGeneration(transaction, id, 'cancel');
  if (generation.status === 'RUNNING') await notify(transaction, channels.stop, [id]);
  return toGeneration(changed);
}
