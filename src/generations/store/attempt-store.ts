import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { JobTerms } from '../../inference/generator/generator.ts';
import type { Priority } from '../../policy/waiting-picture.ts';
import {
  type Failure,
  type Generation,
  type GenerationId,
  type RunId,
  type TerminalStatus,
  terminalStatuses,
} from '../generation.ts';
import { type ChangedRow, changeGenerations } from '../life/change-generations.ts';
import { toGeneration } from './generation-rows.ts';
import { tokensFromBytes } from './token-bytes.ts';

/**
 * Writes of workers. An attempt is one worker's try at a run. Every write requires that the attempt is still the
 * newest, so a worker that was presumed dead cannot interfere with its successor. Generations leave their run when they
 * are accepted or held; later results for them are discarded.
 */

/** A newer attempt owns this run; nothing was written. */
export class StaleAttemptError extends Error {
  constructor(runId: RunId, attempt: number) {
    super(`Attempt ${attempt} at run ${runId} is no longer the newest.`);
    this.name = 'StaleAttemptError';
  }
}

/** A run as taken over by its worker. */
export interface Attempt {
  readonly runId: RunId;
  readonly number: number;
  /** Attempts at which it was computed without finishing a scale, since the last one did, and this one. */
  readonly fruitless: number;
  /** Name of the model pack. */
  readonly model: string;
  /** The unfinished pictures, in order. */
  readonly generations: readonly Generation[];
  /** Floating-point operations per picture. */
  readonly work: number;
  readonly terms: JobTerms;
  /** Seconds from when the run was there to the first attempt at it; null for a later attempt. */
  readonly waited: number | null;
  /** What became of those that were to end before any worker came to them. */
  readonly ended: readonly TerminalStatus[];
}

function priorityOf(stored: number): Priority {
  if (stored === 0) return 'NORMAL';
  return stored > 0 ? 'HIGH' : 'LOW';
}

/** Takes over a run: starts queued pictures and completes cancellations left over from an earlier attempt. */
export async function beginAttempt(transaction: Transaction<Tables>, runId: RunId): Promise<Attempt | null> {
  const run = await transaction
    .updateTable('runs')
    .set({ attempt: sql`attempt + 1` })
    .where('id', '=', runId)
    .returningAll()
    .returning(sql<number>`extract(epoch from now() - created_at)::double precision`.as('waited'))
    .executeTakeFirst();
  if (run === undefined) return null;
  const rows = await changeGenerations(transaction, {
    which: sql`where run_id = ${runId}`,
    command: 'begin',
    set: { attempt: run.attempt, started_at: sql`coalesce(started_at, now())` },
  });
  return {
    runId,
    number: run.attempt,
    fruitless: run.fruitless_attempts + 1,
    work: run.work,
    terms: {
      share: run.share ?? run.owner,
      priority: priorityOf(run.priority),
      arrivedMs: run.created_at.getTime(),
      deadlineMs: run.deadline?.getTime() ?? null,
    },
    waited: run.attempt === 1 ? run.waited : null,
    ended: endedOf(rows),
    model: rows[0]?.model ?? '',
    generations: rows.filter(row => row.status === 'RUNNING').map(toGeneration),
  };
}

/**
 * Tokens of the finished scales of these generations, coarse to fine, then by generation; null where a generation does
 * not have that scale yet.
 */
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

/** Fails the rest of a run; pictures being canceled are canceled. @returns the statuses of those that ended. */
export async function failAttempt(
  database: Kysely<Tables>,
  attempt: Attempt,
  failure: Failure,
): Promise<readonly TerminalStatus[]> {
  const ofFailed = (text: string) => sql`case when moved.after = 'FAILED' then ${text} end`;
  const rows = await changeGenerations(database, {
    which: ofAttempt(attempt),
    command: 'fail',
    set: { failure_code: ofFailed(failure.code), failure_message: ofFailed(failure.message) },
  });
  return endedOf(rows);
}

/** Completes pending cancellations in a run. @returns the statuses of those that ended. */
export async function finishCanceling(
  database: Kysely<Tables>,
  attempt: Attempt,
): Promise<readonly TerminalStatus[]> {
  return endedOf(await changeGenerations(database, { which: ofAttempt(attempt), command: 'stop' }));
}

function endedOf(rows: readonly ChangedRow[]): readonly TerminalStatus[] {
  return rows.flatMap(({ status }) => terminalStatuses.filter(terminal => terminal === status));
}

function ofAttempt({ runId, number }: Attempt): RawBuilder<unknown> {
  return sql`where run_id = ${runId} and attempt = ${number}`;
}

/**
 * Counts an attempt, from when its computing begins. A run that only waits for its turn beside others is not at fault
 * when its process dies. The next stored scale resets the count.
 */
export async function countAttempt(database: Kysely<Tables>, { runId, number }: Attempt): Promise<void> {
  await database
    .updateTable('runs')
    .set({ fruitless_attempts: sql`fruitless_attempts + 1` })
    .where('id', '=', runId)
    .where('attempt', '=', number)
    .execute();
}

/**
 * A counted attempt ended on purpose (the server stops) or by storage does not count as fruitless. This holds even if another
 * worker has the run by now, since the count stays with the run.
 */
export async function excuseAttempt(database: Kysely<Tables>, attempt: Attempt): Promise<void> {
  await database
    .updateTable('runs')
    .set({ fruitless_attempts: sql`greatest(0, fruitless_attempts - 1)` })
    .where('id', '=', attempt.runId)
    .execute();
}

/** The pictures of a run that are not canceled. */
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
