import { sql, type Transaction } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { ModelDigest } from '../../inference/packs/pack-digest.ts';
import { mayClaim } from '../../policy/may-claim.ts';

/** A queued run. */
export interface QueuedRun {
  /** Of its job: the queue is asked for the job with this priority, which is the run's number. */
  readonly priority: number;
  readonly share: string;
  readonly pictures: number;
}

/** Which runs a worker may claim, see `mayClaim`. */
export interface ClaimRule {
  /** Pictures it has in progress, by share. */
  readonly inProgress: ReadonlyMap<string, number>;
  /** Pictures of a share from which on it claims no more. */
  readonly ahead: number;
}

/**
 * The next run of a model that a worker may claim; null if there is none. It stays locked until the transaction ends, so
 * that workers do not choose the same one.
 * @param queueName of the model.
 * @param jobs the table of jobs: schema and name.
 */
export async function chooseRun(
  transaction: Transaction<Tables>,
  modelDigest: ModelDigest,
  queueName: string,
  jobs: string,
  { inProgress, ahead }: ClaimRule,
): Promise<QueuedRun | null> {
  const pictures = inProgress.values().reduce((sum, count) => sum + count, 0);
  if (!mayClaim({ pictures, ofShare: 0 }, ahead)) return null;
  const sated = [...inProgress].filter(([, ofShare]) => !mayClaim({ pictures, ofShare }, ahead));
  const { rows } = await sql<QueuedRun>`
    select job.priority, coalesce(runs.share, runs.owner) as share, runs.pictures
    from runs join ${sql.table(jobs)} job on job.id = runs.id and job.name = ${queueName}
    where runs.model_digest = ${modelDigest} and runs.open
      and job.state < 'active' and job.start_after <= now()
      and coalesce(runs.share, runs.owner) <> all(${sated.map(([share]) => share)}::text[])
    order by runs.start_tag, runs.id
    limit 1
    for update of runs skip locked`.execute(transaction);
  return rows[0] ?? null;
}
