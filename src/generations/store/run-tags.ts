import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { RunId } from '../generation.ts';

/**
 * Start-time fair queueing of a model's runs between shares, in SQL; `policy/claim-tags.ts` is the same for the simulation, and
 * explains it. Only unfinished runs of a share count for its next one: who cancels everything is as good as new.
 */

/** A run's place in the order of claims. */
export interface RunTags {
  readonly start: RawBuilder<number>;
  readonly finish: RawBuilder<number>;
}

/**
 * Tags of a new run. It starts where the last one of its share and priority ends, but not before virtual time, so the
 * first run of a share that was idle is next, whatever others have queued.
 * @param work operations of all its pictures, divided by the weight of its priority.
 */
export function runTags(run: {
  readonly modelDigest: string;
  readonly share: string;
  readonly priority: number;
  readonly work: number;
}): RunTags {
  const start = sql<number>`greatest(
    (select finish_tag from runs
      where model_digest = ${run.modelDigest} and share = ${run.share} and priority = ${run.priority} and open
      order by finish_tag desc limit 1),
    (select at from virtual_times where model_digest = ${run.modelDigest}),
    0
  )`;
  return { start, finish: sql<number>`${start} + ${run.work}::double precision` };
}

/**
 * Advances virtual time for a claimed run: by its work divided between the shares, so that a stream of new shares does
 * not hold it still, and at least to its start.
 */
export async function advanceVirtualTime(database: Kysely<Tables>, runId: RunId): Promise<void> {
  await sql`
    insert into virtual_times as clock (model_digest, at)
    select model_digest, start_tag from runs where id = ${runId} and model_digest is not null
    on conflict (model_digest) do update set at = (
      select greatest(runs.start_tag, clock.at + (runs.finish_tag - runs.start_tag) / (
        1 + (select count(distinct (share, priority)) from runs waiting
          where waiting.model_digest = clock.model_digest and waiting.open and waiting.attempt = 0)
      ))
      from runs where runs.id = ${runId}
    )`.execute(database);
}
