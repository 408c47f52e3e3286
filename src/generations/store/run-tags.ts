import { type RawBuilder, sql } from 'kysely';

/** A run's place in the order of claims. */
export interface RunTags {
  readonly start: RawBuilder<number>;
  readonly finish: RawBuilder<number>;
}

/**
 * Tags of a new run, for start-time fair queueing of a model's runs between shares (see `policy/claim-tags.ts`). A run
 * starts where the last one of its share and priority ends, but not before virtual time: the start of the latest run
 * that was begun. So the first run of a share that was idle is next, whatever others have queued. Only unfinished runs
 * count: a share that cancels its runs is as good as new.
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
    coalesce(
      (select start_tag from runs
        where model_digest = ${run.modelDigest} and open and attempt > 0 order by start_tag desc limit 1),
      (select start_tag from runs where model_digest = ${run.modelDigest} and open order by start_tag limit 1),
      0
    )
  )`;
  return { start, finish: sql<number>`${start} + ${run.work}::double precision` };
}
