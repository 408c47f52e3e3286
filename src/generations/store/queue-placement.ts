import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { GenerationId } from '../generation.ts';
import type { QueuePlacement } from '../generations.ts';

/** Runs that the rate is measured on, newest first. */
const measuredRuns = 20;

/**
 * Where queued generations stand, in runs (a run starts as a whole); null for those that are not queued. The queue is
 * ranked once for all that are asked for. Ids of runs grow with time, which is the order of the queue. Statuses are
 * written out so that the index of what is under way is used, see the migration `0003`.
 */
export async function findQueuePlacements(
  database: Kysely<Tables>,
  ids: readonly GenerationId[],
): Promise<(QueuePlacement | null)[]> {
  const { rows } = await sql<QueuePlacement & { id: string }>`
    with waiting as (
      select queued.run_id, queued.shares * runs.work as work
      from (
        select run_id, sum(share_left) as shares from generations where status = 'QUEUED' group by run_id
      ) queued
      join runs on runs.id = queued.run_id
    ),
    ranked as (
      select run_id, row_number() over in_order - 1 as runs_ahead, sum(work) over in_order - work as work_ahead
      from waiting
      window in_order as (order by run_id)
    ),
    running as (
      select count(distinct run_id) as runs, coalesce(sum(share_left * runs.work), 0) as work
      from generations join runs on runs.id = generations.run_id
      where status in ('RUNNING', 'CANCELING')
    ),
    recent as (
      select computed_ms, computed_work from runs where computed_work > 0 order by id desc limit ${measuredRuns}
    ),
    measured as (select sum(computed_ms) / sum(computed_work) as ms_per_operation from recent)
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
