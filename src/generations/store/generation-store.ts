import { type Kysely, sql, type Transaction } from 'kysely';
import type { OwnerId } from '../../access/viewer.ts';
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
import { runTags } from './run-tags.ts';
import { writeJson } from './stored-json.ts';
import { tokensToBytes } from './token-bytes.ts';

/**
 * Creates and cancels generations. See `generation-queries.ts` for reads, `steering-store.ts` for other changes by
 * clients, `attempt-store.ts` for workers.
 */

/** Locked per owner while a batch is created, so that queue limit and idempotency keys are exact. */
const creationLock = 7_240_318;

/** An earlier batch with the same idempotency key. */
export interface KeyedBatch {
  readonly id: BatchId;
  readonly requestDigest: string;
}

export async function lockCreation(transaction: Transaction<Tables>, owner: OwnerId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(creationLock)}, hashtext(${owner}))`.execute(transaction);
}

export async function findKeyedBatch(
  database: Kysely<Tables>,
  owner: OwnerId,
  idempotencyKey: string,
): Promise<KeyedBatch | undefined> {
  const row = await database
    .selectFrom('batches')
    .select(['id', 'request_digest'])
    .where('owner', '=', owner)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst();
  return row && { id: row.id as BatchId, requestDigest: row.request_digest };
}

/** Number of queued pictures. @param owner counts only this owner's; all by default. */
export async function countQueued(database: Kysely<Tables>, owner?: OwnerId): Promise<number> {
  // The status is a literal, so that every plan can use the partial index of queued generations.
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from generations
    where status = 'QUEUED' ${owner === undefined ? sql`` : sql`and owner = ${owner}`}`.execute(database);
  return rows[0]?.count ?? 0;
}

/** Stores a batch with its generations, their first events and the run that will compute them. */
export async function insertBatch(
  transaction: Transaction<Tables>,
  planned: PlannedRequest,
  request: {
    readonly owner: OwnerId;
    readonly share: string;
    readonly digest: string;
    readonly idempotencyKey: string | undefined;
  },
): Promise<{ batchId: BatchId; runId: RunId }> {
  const { owner } = request;
  const batchId = newBatchId();
  const model = planned.model.config.name;
  await transaction
    .insertInto('batches')
    .values({
      id: batchId,
      owner,
      idempotency_key: request.idempotencyKey ?? null,
      request_digest: request.digest,
      model,
    })
    .execute();
  const runId = await insertRun(transaction, {
    owner,
    batchId,
    modelDigest: planned.model.digest,
    share: request.share,
    priority: 0,
    deadline: null,
    work: planned.work,
    pictures: planned.recipes.length,
  });
  await insertPictures(transaction, owner, planned.pictures);
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
      owner,
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

/** The data of a run needed for claiming it. */
interface NewRun {
  readonly owner: OwnerId;
  readonly batchId: BatchId;
  readonly modelDigest: string;
  /** Whose share of the devices it uses. */
  readonly share: string;
  /** -1: low, 0: normal, 1: high. */
  readonly priority: number;
  readonly deadline: Date | null;
  /** Operations per picture, over all scales. */
  readonly work: number;
  readonly pictures: number;
}

export async function insertRun(
  transaction: Transaction<Tables>,
  { owner, batchId, modelDigest, share, priority, deadline, work, pictures }: NewRun,
): Promise<RunId> {
  const id = newRunId();
  const tags = runTags({ modelDigest, share, priority, work: work * pictures });
  await transaction
    .insertInto('runs')
    .values({
      id,
      owner,
      batch_id: batchId,
      model_digest: modelDigest,
      share,
      priority,
      deadline,
      work,
      pictures,
      start_tag: tags.start,
      finish_tag: tags.finish,
    })
    .execute();
  return id;
}

/** Reads one of an owner's generations and locks it until the transaction ends. */
export async function lockGeneration(
  transaction: Transaction<Tables>,
  owner: OwnerId,
  id: GenerationId,
): Promise<Generation | null> {
  const row = await transaction
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', id)
    .where('owner', '=', owner)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toGeneration(row);
}

/**
 * Cancels a generation: at once if queued or held; a running one when its worker gets to it. Others are unchanged.
 * @returns it before and after; null if it does not exist.
 */
export async function requestCancel(
  transaction: Transaction<Tables>,
  owner: OwnerId,
  id: GenerationId,
): Promise<{ readonly before: Generation; readonly after: Generation } | null> {
  const before = await lockGeneration(transaction, owner, id);
  if (before === null) return null;
  if (!statusesFor('cancel').includes(before.status)) return { before, after: before };
  const changed = await changeGeneration(transaction, id, 'cancel');
  if (before.status === 'RUNNING') await notify(transaction, channels.stop, [id]);
  return { before, after: toGeneration(changed) };
}
