import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { GenerationId, TerminalStatus } from '../generation.ts';
import { changing } from '../life/change-generations.ts';
import { type Attempt, StaleAttemptError } from './attempt-store.ts';

/** The part of a finished scale that belongs to one picture. */
export interface NewScale {
  readonly generationId: GenerationId;
  readonly tokens: Uint8Array;
  readonly digest: string;
}

/** A finished scale of a run. */
export interface ComputedScale {
  readonly index: number;
  readonly isLast: boolean;
  readonly milliseconds: number;
  /** Operations for all its pictures. */
  readonly work: number;
  readonly pictures: readonly NewScale[];
}

/** What became of a run's pictures with a scale. */
export interface StoredProgress {
  readonly going: ReadonlySet<GenerationId>;
  /** The status of each that ended. */
  readonly ended: readonly TerminalStatus[];
  /** For each that has its first scale now, seconds since it was accepted. */
  readonly firstAfter: readonly number[];
}

/**
 * Stores one scale of a run: its tokens, its events and, for the last or the accepted scale, the end of the generation.
 * Generations being canceled are canceled now, keeping the scale just finished; those to be held after it are held.
 * Pictures that have left the run are skipped. It is a single statement, because it runs at every scale.
 * @returns what became of its pictures.
 * @throws StaleAttemptError; nothing is stored then.
 */
export async function appendScale(
  database: Kysely<Tables>,
  attempt: Attempt,
  scale: ComputedScale,
): Promise<StoredProgress> {
  const index = sql.lit(scale.index);
  const { members, update } = changing({
    which: sql`
      join run on run.id = generations.run_id and run.attempt = generations.attempt
      left join computed on computed.id = generations.id and generations.scale_count = ${index}
      where generations.run_id = ${attempt.runId} and (computed.id is not null or generations.status = 'CANCELING')`,
    command: {
      oneOf: ['stop', 'arrive', 'complete', 'pause', 'advance'],
      by: sql`case
        when computed.id is null then 'stop'
        when generations.end_at = ${index} then 'arrive'
        when ${sql.lit(scale.isLast)} then 'complete'
        when generations.hold_at = ${index} then 'pause'
        else 'advance' end`,
    },
    scale: sql`case when computed.id is not null then ${index} end`,
  });
  // Runs are always locked before generations. The statement ends with an update, because a successful write shows that
  // storage works.
  const { rows } = await sql<{
    going: GenerationId[] | null;
    ended: TerminalStatus[] | null;
    firstAfter: number[] | null;
  }>`
    with run as (
      select id, attempt from runs where id = ${attempt.runId} and attempt = ${attempt.number} for update
    ),
    computed as (
      select * from unnest(
        ${scale.pictures.map(picture => picture.generationId)}::uuid[],
        ${scale.pictures.map(picture => picture.tokens)}::bytea[],
        ${scale.pictures.map(picture => picture.digest)}::text[]
      ) computed (id, tokens, digest)
    ),
    ${members},
    changed as (${update}),
    stored as (
      insert into scales (generation_id, index, tokens, digest, milliseconds)
      select moved.id, moved.scale, computed.tokens, computed.digest, ${scale.milliseconds}::double precision
      from moved join computed on computed.id = moved.id
      where moved.scale is not null
    )
    update runs set
      fruitless_attempts = 0,
      computed_work = computed_work + ${scale.work}::double precision,
      computed_ms = computed_ms + ${scale.milliseconds}::double precision
    from (
      select
        array_agg(id) filter (where status = 'RUNNING') as going,
        array_agg(status) filter (where finished_at is not null) as ended,
        array_agg(extract(epoch from now() - created_at)::double precision)
          filter (where id in (select id from moved where scale = 0)) as first_after
      from changed
    ) outcome
    where runs.id = ${attempt.runId} and runs.attempt = ${attempt.number}
    returning outcome.going, outcome.ended, outcome.first_after as "firstAfter"`.execute(database);
  const [outcome] = rows;
  if (outcome === undefined) throw new StaleAttemptError(attempt.runId, attempt.number);
  const { going, ended, firstAfter } = outcome;
  return { going: new Set(going), ended: ended ?? [], firstAfter: firstAfter ?? [] };
}
