import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { GenerationId } from './generation.ts';
import type { QueuePlacement } from './generations.ts';

/** Runs that the rate is measured on, newest first. */
const measuredRuns = 20;

/** Operations of a picture that are still to be computed; some of its scales may be there from a run before, and it may be going to end or be held early. */
const workLeft = sql<number>`runs.work * (
  select sum((planned->>'workShare')::double precision) from jsonb_array_elements(generations.plan) planned
  where (planned->>'index')::integer between generations.scale_count and 
    coalesce(least(generations.end_at, generations.hold_at), jsonb_array_length(generations.plan))
)`;

/** Where a queued generation stands, in runs (its own run starts as a whole); null when it is not queued. */
export async function findQueuePlacement(
  database: Kysely<Tables>,
  id: GenerationId,
): Promise<QueuePlacement | null> {
  const generation = await database
    .selectFrom('generations')
    .select(['run_id', 'status'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (generation?.status !== 'QUEUED') return null;
  // Ids of runs grow with time, which is the order of the queue.
  const ahead = await workOf(database, expression =>
    expression.and([
      expression('generations.status', '=', 'QUEUED'),
      expression('runs.id', '<', generation.run_id),
    ]),
  );
  const running = await workOf(database, expression =>
    expression('generations.status', 'in', ['RUNNING', 'CANCELING']),
  );
  const msPerOperation = await measuredRate(database);
  const milliseconds =
    msPerOperation === null
      ? null
      : ((ahead.work + running.work) / Math.max(1, running.runs)) * msPerOperation;
  return {
    position: ahead.runs,
    estimatedSeconds: milliseconds === null ? null : milliseconds / 1000,
  };
}

/** Number of runs that some generations are in, and the operations left of those. */
async function workOf(
  database: Kysely<Tables>,
  which: (
    expression: ExpressionBuilder<Pick<Tables, 'generations' | 'runs'>, 'generations' | 'runs'>,
  ) => Expression<SqlBool>,
): Promise<{ runs: number; work: number }> {
  return database
    .selectFrom('generations')
    .innerJoin('runs', 'runs.id', 'generations.run_id')
    .select([
      sql<number>`count(distinct runs.id)::integer`.as('runs'),
      sql<number>`coalesce(sum(${workLeft}), 0)::double precision`.as('work'),
    ])
    .where(which)
    .executeTakeFirstOrThrow();
}

/** Milliseconds an operation took lately; null while nothing has been measured. */
async function measuredRate(database: Kysely<Tables>): Promise<number | null> {
  const recent = database
    .selectFrom('runs')
    .select(['computed_ms', 'computed_work'])
    .where('computed_work', '>', 0)
    .orderBy('id', 'desc')
    .limit(measuredRuns)
    .as('recent');
  const { rate } = await database
    .selectFrom(recent)
    .select(sql<number | null>`sum(computed_ms) / sum(computed_work)`.as('rate'))
    .executeTakeFirstOrThrow();
  return rate;
}
