import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { GenerationId } from '../generation.ts';
import type { QueuePlacement } from '../generations.ts';

/** Queue position according to the database. */
export interface StoredPlacement extends Pick<QueuePlacement, 'position'> {
  /** Milliseconds that one worker would take for the work in progress and ahead; null before anything was measured. */
  readonly msAhead: number | null;
}

/** Number of recent runs used to measure the rate. */
const measuredRuns = 20;

/**
 * Queue positions of generations within their model, counted in runs (a run starts as a whole); null for those not
 * queued. The queue is ranked once for all of them, in the order of claims: by start tag, then by id. Statuses are
 * literals so that the partial index of unfinished work is used (see migration `0003`). Runs are looked up one by one,
 * because with a join some planners read all past runs.
 */
export async function findQueuePlacements(
  database: Kysely<Tables>,
  ids: readonly GenerationId[],
): Promise<(StoredPlacement | null)[]> {
  const { rows } = await sql<StoredPlacement & { id: string }>`
    with waiting as (
      select
        run_id,
        min(model_digest) as model_digest,
        sum(share_left) * (select work from runs where runs.id = run_id) as work,
        (select start_tag from runs where runs.id = run_id) as start_tag
      from generations where status = 'QUEUED' group by run_id
    ),
    ranked as materialized (
      select run_id, model_digest, row_number() over in_order - 1 as runs_ahead, sum(work) over in_order - work as work_ahead
      from waiting
      window in_order as (partition by model_digest order by start_tag, run_id)
    ),
    running as materialized (
      select
        model_digest,
        sum(share_left * (select work from runs where runs.id = run_id)) as work
      from generations
      where status in ('RUNNING', 'CANCELING')
      group by model_digest
    ),
    measured as materialized (
      select model_digest, sum(computed_ms) / sum(computed_work) as ms_per_operation
      from (select distinct model_digest from waiting) model
      cross join lateral (
        select computed_ms, computed_work from runs
        where runs.model_digest = model.model_digest and computed_work > 0 order by id desc limit ${measuredRuns}
      ) recent
      group by model_digest
    )
    select
      generations.id,
      ranked.runs_ahead::integer as position,
      (ranked.work_ahead + coalesce(running.work, 0)) * ms_per_operation as "msAhead"
    from generations join ranked on ranked.run_id = generations.run_id
    left join running on running.model_digest = ranked.model_digest
    left join measured on measured.model_digest = ranked.model_digest
    where generations.id = any(${[...ids]}::uuid[]) and generations.status = 'QUEUED'`.execute(database);
  const found = new Map(rows.map(({ id, position, msAhead }) => [id, { position, msAhead }]));
  return ids.map(id => found.get(id) ?? null);
}
