import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { GenerationId, RunId, TerminalStatus } from '../generation.ts';
import { changing } from '../life/change-generations.ts';
import type { Attempt } from './attempt-store.ts';

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

/** A finished scale of a run, and the attempt that computed it. */
export interface RunScale {
  readonly attempt: Attempt;
  readonly scale: ComputedScale;
}

/**
 * Stores a scale of each of some runs: its tokens, its events and, for the last or the accepted scale, the end of the
 * generation. Generations being canceled are canceled now, keeping the scale just finished; those to be held after it
 * are held. Pictures that have left the run are skipped. It is a single statement, because it runs at every scale.
 * @param given at most one scale of a run.
 * @returns what became of the pictures of each; null if its attempt is no longer the newest, so that nothing of it was
 *   stored.
 */
export async function appendScales(
  database: Kysely<Tables>,
  given: readonly RunScale[],
): Promise<(StoredProgress | null)[]> {
  const pictures = given.flatMap(({ scale }) => scale.pictures);
  const { members, update } = changing({
    which: sql`
      join run on run.id = generations.run_id and run.attempt = generations.attempt
      left join computed on computed.id = generations.id and generations.scale_count = run.index
      where computed.id is not null or generations.status = 'CANCELING'`,
    command: {
      oneOf: ['stop', 'arrive', 'complete', 'pause', 'advance'],
      by: sql`case
        when computed.id is null then 'stop'
        when generations.end_at = run.index then 'arrive'
        when run.is_last then 'complete'
        when generations.hold_at = run.index then 'pause'
        else 'advance' end`,
    },
    scale: sql`case when computed.id is not null then run.index end`,
  });
  // Runs are always locked before generations. The statement ends with an update, because a successful write shows that
  // storage works.
  const { rows } = await sql<{
    id: RunId;
    going: GenerationId[] | null;
    ended: TerminalStatus[] | null;
    firstAfter: number[] | null;
  }>`
    with given as (
      select * from unnest(
        ${given.map(({ attempt }) => attempt.runId)}::uuid[],
        ${given.map(({ attempt }) => attempt.number)}::integer[],
        ${given.map(({ scale }) => scale.index)}::integer[],
        ${given.map(({ scale }) => scale.isLast)}::boolean[],
        ${given.map(({ scale }) => scale.milliseconds)}::double precision[],
        ${given.map(({ scale }) => scale.work)}::double precision[]
      ) given (id, attempt, index, is_last, milliseconds, work)
    ),
    run as (
      select given.* from runs join given using (id, attempt) order by runs.id for update of runs
    ),
    computed as (
      select * from unnest(
        ${pictures.map(picture => picture.generationId)}::uuid[],
        ${pictures.map(picture => picture.tokens)}::bytea[],
        ${pictures.map(picture => picture.digest)}::text[]
      ) computed (id, tokens, digest)
    ),
    ${members},
    changed as (${update}),
    stored as (
      insert into scales (generation_id, index, tokens, digest, milliseconds)
      select moved.id, moved.scale, computed.tokens, computed.digest, run.milliseconds
      from moved join computed on computed.id = moved.id
      join generations on generations.id = moved.id join run on run.id = generations.run_id
      where moved.scale is not null
    )
    update runs set
      fruitless_attempts = 0,
      computed_work = computed_work + run.work,
      computed_ms = computed_ms + run.milliseconds
    from run left join (
      select
        run_id,
        array_agg(id) filter (where status = 'RUNNING') as going,
        array_agg(status) filter (where finished_at is not null) as ended,
        array_agg(extract(epoch from now() - created_at)::double precision)
          filter (where id in (select id from moved where scale = 0)) as first_after
      from changed group by run_id
    ) outcome on outcome.run_id = run.id
    where runs.id = run.id and runs.attempt = run.attempt
    returning runs.id, outcome.going, outcome.ended, outcome.first_after as "firstAfter"`.execute(database);
  const found = new Map(rows.map(row => [row.id, row]));
  return given.map(({ attempt }) => {
    const outcome = found.get(attempt.runId);
    if (outcome === undefined) return null;
    const { going, ended, firstAfter } = outcome;
    return { going: new Set(going), ended: ended ?? [], firstAfter: firstAfter ?? [] };
  });
}
