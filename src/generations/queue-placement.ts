import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { Generation, GenerationId } from './generation.ts';
import type { QueuePlacement } from './generations.ts';

/** Batches that the rate is measured on, newest first. */
const measuredBatches = 20;

/** Where a queued generation stands, in batches (its own batch starts as a whole); null when it is not queued. */
export async function findQueuePlacement(
  database: Kysely<Tables>,
  id: GenerationId,
): Promise<QueuePlacement | null> {
  const generation = await database
    .selectFrom('generations')
    .select(['batch_id', 'status'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (generation?.status !== 'QUEUED') return null;
  // Ids of batches grow with time, which is the order of the queue.
  const ahead = await database
    .selectFrom('generations')
    .innerJoin('batches', 'batches.id', 'generations.batch_id')
    .select([
      sql<number>`count(distinct batches.id)::integer`.as('batches'),
      sql<number>`coalesce(sum(batches.work), 0)::double precision`.as('work'),
    ])
    .where('generations.status', '=', 'QUEUED')
    .where('batches.id', '<', generation.batch_id)
    .executeTakeFirstOrThrow();
  const running = await runningWork(database);
  const msPerOperation = await measuredRate(database);
  const milliseconds =
    msPerOperation === null ? null : ((ahead.work + running.work) / running.workers) * msPerOperation;
  return {
    position: ahead.batches,
    estimatedSeconds: milliseconds === null ? null : milliseconds / 1000,
  };
}

/** Operations left of what runs, and how many batches run at once. */
async function runningWork(database: Kysely<Tables>): Promise<{ work: number; workers: number }> {
  const rows = await database
    .selectFrom('generations')
    .innerJoin('batches', 'batches.id', 'generations.batch_id')
    .select(['generations.batch_id', 'generations.plan', 'generations.scale_count', 'batches.work'])
    .where('generations.status', 'in', ['RUNNING', 'CANCELING'])
    .execute();
  const work = rows.reduce((sum, row) => {
    const left = (row.plan as Generation['plan']).slice(row.scale_count);
    return sum + row.work * left.reduce((share, scale) => share + scale.workShare, 0);
  }, 0);
  return { work, workers: Math.max(1, new Set(rows.map(row => row.batch_id)).size) };
}

/** Milliseconds an operation took lately; null while nothing has been measured. */
async function measuredRate(database: Kysely<Tables>): Promise<number | null> {
  const recent = database
    .selectFrom('batches')
    .select(['computed_ms', 'computed_work'])
    .where('computed_work', '>', 0)
    .orderBy('id', 'desc')
    .limit(measuredBatches)
    .as('recent');
  const { rate } = await database
    .selectFrom(recent)
    .select(sql<number | null>`sum(computed_ms) / sum(computed_work)`.as('rate'))
    .executeTakeFirstOrThrow();
  return rate;
}
