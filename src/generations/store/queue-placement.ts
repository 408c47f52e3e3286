import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { GenerationId } from '../generation.ts';
import type { QueuePlacement } from '../generations.ts';

/** Runs that the rate is measured on, newest first. */
const measuredRuns = 20;

/**
 * Where queued generations stand, in runs (a run starts as a whole); null for those that are not queued. The queue is
 * ranked once for all that are asked for. Ids of runs grow with time, which is the order of the queue. Statuses are
 * written out so that the index of what is under way is used, see the migration `0003`; and runs are looked up one by one,
 * because with a join some planners read all that ever were.
 */
export async function findQueuePlacements(
  database: Kysely<Tables>,
  ids: readonly GenerationId[],
): Promise<(QueuePlacement | null)[]> {
  const { rows } = await sql<QueuePlacement & { id: string }>`
    with waiting as (
      select run_id, sum(share_left) * (select work from runs where runs.id = run_id) as work
      from generations where status = 'QUEUED' group by run_id
    ),
    ranked as materialized (
      select run_id, row_number() over in_order - 1 as runs_ahead, sum(work) over in_order - work as work_ahead
      from waiting
      window in_order as (order by run_id)
    ),
    running as materialized (
      select
        count(distinct run_id) as runs,
        coalesce(sum(share_left * (select work from runs where runs.id = run_id)), 0) as work
      from generations
      where status in ('RUNNING', 'CANCELING')
    ),
    recent as (
      select computed_ms, computed_work from runs where computed_work > 0 order by id desc limit ${measuredRuns}
    ),
    measured as materialized (select sum(computed_ms) / sum(computed_work) as ms_per_operation from recent)
    select
      generations.id,
      ranked.runs_ahead::integer as position,
      (ranked.work_ahead + running.work) / greatest(1, running.runs) * ms_per_operation / 1000
        as "estimatedSeconds"
    from generations join ranked on ranked.run_id = generations.run_id cross join running cross join measured
    where generations.id = any(${[...ids]}::uuid[]) and generations.status = 'QUEUED'`.execute(database);
  const found = new Map(
    rows.map(({ id, position, estimatedSeconds }) => [id, { position, estimatedSeconds }]),
  );
  return ids.map(id => found.get(id) ?? null);
}
