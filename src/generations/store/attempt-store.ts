import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import {
  type Failure,
  type Generation,
  type GenerationId,
  type GenerationStatus,
  isTerminal,
  type RunId,
} from '../generation.ts';
import { finished, recordEvents, scaleFinished, statusChanged } from './event-store.ts';
import { toGeneration } from './generation-rows.ts';
import { tokensFromBytes } from './token-bytes.ts';

/**
 * What a worker writes. An attempt is one worker's try at a run; every write is conditional on the attempt still
 * being the newest one, so a worker that was thought dead and comes back cannot touch what runs elsewhere now.
 * Generations leave their run when they are accepted or held; what it computes of them afterwards is thrown away.
 */

/** A newer attempt has this run; nothing was written. */
export class StaleAttemptError extends Error {
  constructor(runId: RunId, attempt: number) {
    super(`Attempt ${attempt} at run ${runId} is not the newest one any more.`);
    this.name = 'StaleAttemptError';
  }
}

/** A run as its worker takes it over. */
export interface Attempt {
  readonly runId: RunId;
  readonly number: number;
  /** Attempts since the last finished scale, this one included. */
  readonly fruitless: number;
  /** The pictures still to be made, in order. */
  readonly generations: readonly Generation[];
  /** Operations of one picture. */
  readonly work: number;
}

/** One picture's share of a finished scale. */
export interface NewScale {
  readonly generationId: GenerationId;
  readonly tokens: Uint8Array;
  readonly digest: string;
}

/** One finished scale of a run. */
export interface ComputedScale {
  readonly index: number;
  readonly isLast: boolean;
  readonly milliseconds: number;
  /** Operations it took for all its pictures. */
  readonly work: number;
  readonly pictures: readonly NewScale[];
  /** Whether pictures were dropped because they are not wanted any more. */
  readonly someDropped: boolean;
}

const unfinished = ['QUEUED', 'RUNNING', 'CANCELING'] as const;

/** Takes a run over: starts what was queued, and cancels what an earlier attempt did not get to cancel. */
export async function beginAttempt(transaction: Transaction<Tables>, runId: RunId): Promise<Attempt | null> {
  const run = await transaction
    .updateTable('runs')
    .set({ attempt: sql`attempt + 1`, fruitless_attempts: sql`fruitless_attempts + 1` })
    .where('id', '=', runId)
    .returningAll()
    .executeTakeFirst();
  if (run === undefined) return null;
  const rows = await transaction
    .with('found', query =>
      query
        .selectFrom('generations')
        .select(['id as found_id', 'status as found_status'])
        .where('run_id', '=', runId)
        .where('status', 'in', unfinished)
        .forUpdate(),
    )
    .updateTable('generations')
    .from('found')
    .set({
      attempt: run.attempt,
      status: sql`case status when 'QUEUED' then 'RUNNING' when 'CANCELING' then 'CANCELED' else status end`,
      revision: sql`revision + case status when 'RUNNING' then 0 else 1 end`,
      started_at: sql`coalesce(started_at, case status when 'QUEUED' then now() end)`,
      finished_at: sql`case status when 'CANCELING' then now() else finished_at end`,
    })
    .whereRef('id', '=', 'found_id')
    .returningAll('generations')
    .returning('found_status')
    .execute();
  await recordEvents(
    transaction,
    rows.flatMap(row => {
      if (row.status === 'CANCELED') return [finished(row.id, row.revision, 'CANCELED')];
      return row.found_status === 'QUEUED' ? [statusChanged(row.id, row.revision, 'RUNNING')] : [];
    }),
  );
  return {
    runId,
    number: run.attempt,
    fruitless: run.fruitless_attempts,
    work: run.work,
    generations: rows
      .filter(row => row.status === 'RUNNING')
      .map(toGeneration)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Tokens of the scales that these generations have, coarse to fine, each by generation; null where one has not got so far. */
export async function finishedTokens(
  database: Kysely<Tables>,
  generations: readonly Generation[],
): Promise<(Uint16Array | null)[][]> {
  const most = Math.max(0, ...generations.map(generation => generation.scaleCount));
  if (most === 0) return [];
  const rows = await database
    .selectFrom('scales')
    .select(['generation_id', 'index', 'tokens'])
    .where(
      'generation_id',
      'in',
      generations.map(generation => generation.id),
    )
    .execute();
  const found = new Map(rows.map(row => [`${row.generation_id} ${row.index}`, row.tokens]));
  return Array.from({ length: most }, (_, index) =>
    generations.map(({ id, scaleCount }) => {
      if (index >= scaleCount) return null;
      const tokens = found.get(`${id} ${index}`);
      if (tokens === undefined) throw new Error(`Scale ${index} of generation ${id} is missing.`);
      return tokensFromBytes(tokens);
    }),
  );
}

/**
 * Stores one scale of a run: its tokens, its events and where it was the last one, or the accepted one, the end.
 * What was to be canceled is canceled now, the scale that was just finished kept; what is to be held after it is held.
 * Pictures that left the run meanwhile are passed over.
 * @returns the generations that go on.
 * @throws StaleAttemptError; then nothing is stored.
 */
export async function appendScale(
  transaction: Transaction<Tables>,
  attempt: Attempt,
  scale: ComputedScale,
): Promise<ReadonlySet<GenerationId>> {
  const run = await transaction
    .updateTable('runs')
    .set({
      fruitless_attempts: 0,
      computed_work: sql`computed_work + ${scale.work}::double precision`,
      computed_ms: sql`computed_ms + ${scale.milliseconds}::double precision`,
    })
    .where('id', '=', attempt.runId)
    .where('attempt', '=', attempt.number)
    .executeTakeFirst();
  if (run.numUpdatedRows !== 1n) throw new StaleAttemptError(attempt.runId, attempt.number);
  const going = await advance(transaction, attempt, scale);
  if (scale.someDropped) await finishCanceling(transaction, attempt);
  return going;
}

async function advance(
  transaction: Transaction<Tables>,
  attempt: Attempt,
  scale: Pick<ComputedScale, 'index' | 'isLast' | 'milliseconds' | 'pictures'>,
): Promise<ReadonlySet<GenerationId>> {
  if (scale.pictures.length === 0) return new Set();
  const index = sql.lit(scale.index);
  const isLast = sql.lit(scale.isLast);
  const rows = await transaction
    .updateTable('generations')
    .set({
      scale_count: scale.index + 1,
      status: sql`case
        when status = 'CANCELING' then 'CANCELED'
        when end_at = ${index} then 'ACCEPTED'
        when ${isLast} then 'SUCCEEDED'
        when hold_at = ${index} then 'HELD'
        else status end`,
      revision: sql`revision + case
        when status = 'CANCELING' or end_at = ${index} or ${isLast} or hold_at = ${index} then 2 else 1 end`,
      finished_at: sql`case when status = 'CANCELING' or end_at = ${index} or ${isLast} then now() end`,
    })
    .where(
      'id',
      'in',
      scale.pictures.map(picture => picture.generationId),
    )
    .where('run_id', '=', attempt.runId)
    .where('attempt', '=', attempt.number)
    .where('scale_count', '=', scale.index)
    .where('status', 'in', ['RUNNING', 'CANCELING'])
    .returning(['id', 'status', 'revision'])
    .execute();
  const taken = new Set<string>(rows.map(row => row.id));
  const scales = scale.pictures
    .filter(picture => taken.has(picture.generationId))
    .map(picture => ({
      generation_id: picture.generationId,
      index: scale.index,
      tokens: picture.tokens,
      digest: picture.digest,
      milliseconds: scale.milliseconds,
    }));
  if (scales.length > 0) await transaction.insertInto('scales').values(scales).execute();
  await recordEvents(
    transaction,
    rows.flatMap(row => {
      if (row.status === 'RUNNING') return [scaleFinished(row.id, row.revision, scale.index)];
      const status = row.status as GenerationStatus;
      return [
        scaleFinished(row.id, row.revision - 1, scale.index),
        isTerminal(status)
          ? finished(row.id, row.revision, status)
          : statusChanged(row.id, row.revision, status),
      ];
    }),
  );
  return new Set(rows.filter(row => row.status === 'RUNNING').map(row => row.id as GenerationId));
}

/** Ends what is left of a run in failure; what was to be canceled is canceled. */
export async function failAttempt(
  transaction: Transaction<Tables>,
  attempt: Attempt,
  failure: Failure,
): Promise<void> {
  await finishCanceling(transaction, attempt);
  const rows = await transaction
    .updateTable('generations')
    .set({
      status: 'FAILED',
      revision: sql`revision + 1`,
      failure_code: failure.code,
      failure_message: failure.message,
      finished_at: sql<Date>`now()`,
    })
    .where('run_id', '=', attempt.runId)
    .where('attempt', '=', attempt.number)
    .where('status', '=', 'RUNNING')
    .returning(['id', 'revision'])
    .execute();
  await recordEvents(
    transaction,
    rows.map(row => finished(row.id, row.revision, 'FAILED')),
  );
}

/** Cancels what was to be canceled in a run. */
export async function finishCanceling(transaction: Transaction<Tables>, attempt: Attempt): Promise<void> {
  const rows = await transaction
    .updateTable('generations')
    .set({ status: 'CANCELED', revision: sql`revision + 1`, finished_at: sql<Date>`now()` })
    .where('run_id', '=', attempt.runId)
    .where('attempt', '=', attempt.number)
    .where('status', '=', 'CANCELING')
    .returning(['id', 'revision'])
    .execute();
  await recordEvents(
    transaction,
    rows.map(row => finished(row.id, row.revision, 'CANCELED')),
  );
}

/**
 * An attempt that was ended on purpose (the server stops), or by storage, does not count as a fruitless one; also when
 * another worker has the run by now, since the count goes on with it.
 */
export async function excuseAttempt(database: Kysely<Tables>, attempt: Attempt): Promise<void> {
  await database
    .updateTable('runs')
    .set({ fruitless_attempts: sql`greatest(0, fruitless_attempts - 1)` })
    .where('id', '=', attempt.runId)
    .execute();
}

/** The pictures of a run that are still wanted. */
export async function wantedPictures(
  database: Kysely<Tables>,
  attempt: Attempt,
): Promise<ReadonlySet<GenerationId>> {
  const rows = await database
    .selectFrom('generations')
    .select('id')
    .where('run_id', '=', attempt.runId)
    .where('attempt', '=', attempt.number)
    .where('status', '=', 'RUNNING')
    .execute();
  return new Set(rows.map(row => row.id as GenerationId));
}
