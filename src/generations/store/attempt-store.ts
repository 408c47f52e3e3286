import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Tables } from '../../database/tables.ts';
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
  /** Name of the model pack. */
  readonly model: string;
  /** The pictures still to be made, in order. */
  readonly generations: readonly Generation[];
  /** Operations of one picture. */
  readonly work: number;
  /** Seconds from when the run was there to the first attempt at it; null for a later attempt. */
  readonly waited: number | null;
  /** What became of those that were to end before any worker came to them. */
  readonly ended: readonly TerminalStatus[];
}

/** Takes a run over: starts what was queued, and cancels what an earlier attempt did not get to cancel. */
export async function beginAttempt(transaction: Transaction<Tables>, runId: RunId): Promise<Attempt | null> {
  const run = await transaction
    .updateTable('runs')
    .set({ attempt: sql`attempt + 1`, fruitless_attempts: sql`fruitless_attempts + 1` })
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
    fruitless: run.fruitless_attempts,
    work: run.work,
    waited: run.attempt === 1 ? run.waited : null,
    ended: endedOf(rows),
    model: rows[0]?.model ?? '',
    generations: rows.filter(row => row.status === 'RUNNING').map(toGeneration),
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

/** Ends what is left of a run in failure; what was to be canceled is canceled. @returns what became of those that ended. */
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

/** Cancels what was to be canceled in a run. @returns what became of those that ended. */
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
