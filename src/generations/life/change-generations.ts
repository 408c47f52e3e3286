import { type Insertable, type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { GenerationsTable, Tables } from '../../database/tables.ts';
import { type GenerationId, terminalStatuses } from '../generation.ts';
import { channels } from '../store/channels.ts';
import { type Command, firstStatus, transitionsOf } from './transitions.ts';

/**
 * The only writer of a generation's lifecycle. Status, revision, scale count, end time and events change together, in
 * one statement that also notifies of the newest event.
 */

/** Additional columns a command writes; fragments may refer to `moved`, with `before` and `after`. */
export type Assignments = Partial<
  Record<
    'run_id' | 'attempt' | 'hold_at' | 'end_at' | 'started_at' | 'failure_code' | 'failure_message',
    RawBuilder<unknown> | string | number | null
  >
>;

/** A change to some generations. */
export interface Change {
  /** Selects the generations: the SQL after `from generations`. Those in no state for the command are skipped. */
  readonly which: RawBuilder<unknown>;
  /** The command for all of them, or an SQL expression that gives the command for each row. */
  readonly command: Command | { readonly oneOf: readonly Command[]; readonly by: RawBuilder<unknown> };
  /** SQL expression for the index of the scale it finishes, or null. */
  readonly scale?: RawBuilder<unknown>;
  readonly set?: Assignments;
}

/** A generation after a change. */
export type ChangedRow = Selectable<GenerationsTable>;

const ends = sql.join(terminalStatuses.map(status => sql.lit(status)));

/**
 * A change in two parts, for use in larger statements. The first part is a list of CTEs: `found`, the rows before the
 * change, locked in id order; `moved`, those the command applies to, with `before`, `after` and `scale`; `recorded`,
 * their events. The second part updates and returns the rows.
 */
export function changing({ which, command, scale = sql`null`, set = {} }: Change): {
  readonly members: RawBuilder<unknown>;
  readonly update: RawBuilder<unknown>;
} {
  const { oneOf, by } = typeof command === 'string' ? { oneOf: [command], by: sql.lit(command) } : command;
  const allowed = oneOf.flatMap(one =>
    transitionsOf(one).map(states => sql`(${sql.join([one, ...states].map(word => sql.lit(word)))})`),
  );
  const assignments = Object.entries(set).map(([column, value]) => sql`, ${sql.ref(column)} = ${value}`);
  const members = sql`
    found as (
      select generations.id, generations.status as before, generations.revision,
        ${by} as command, (${scale})::integer as scale
      from generations ${which}
      order by generations.id
      for update of generations
    ),
    moved as (
      select found.*, allowed.after
      from found join (values ${sql.join(allowed)}) allowed (command, before, after) using (command, before)
    ),
    recorded as (
      insert into events (generation_id, revision, type, status, scale_index)
      select id, revision + 1, 'SCALE_FINISHED', null, scale from moved where scale is not null
      union all
      select id, revision + 1 + (scale is not null)::integer,
        case when after in (${ends}) then 'FINISHED' else 'STATUS_CHANGED' end, after, null
      from moved where after <> before
    )`;
  const update = sql`
    update generations set
      status = moved.after,
      scale_count = scale_count + (moved.scale is not null)::integer,
      revision = moved.revision + (moved.scale is not null)::integer + (moved.after <> moved.before)::integer,
      finished_at = case when moved.after in (${ends}) then now() end
      ${sql.join(assignments, sql``)}
    from moved
    where generations.id = moved.id
    returning generations.*,
      case when generations.revision > moved.revision then ${notified} end as notified`;
  return { members, update };
}

/** Only for the newest event: subscribers read all new ones when woken. */
const notified = sql`pg_notify(${sql.lit(channels.event)}, generations.id || ':' || generations.revision)`;

/** Changes generations and returns the changed ones by id. */
export async function changeGenerations(
  database: Kysely<Tables>,
  change: Change,
): Promise<readonly ChangedRow[]> {
  const { members, update } = changing(change);
  const { rows } = await sql<ChangedRow>`with ${members} ${update}`.execute(database);
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Changes one generation that is known to be in a suitable state. @throws Error if it is not */
export async function changeGeneration(
  database: Kysely<Tables>,
  id: GenerationId,
  command: Command,
  set: Assignments = {},
): Promise<ChangedRow> {
  const [row] = await changeGenerations(database, { which: sql`where id = ${id}`, command, set });
  if (row === undefined) throw new Error(`Generation ${id} is not in a state for "${command}".`);
  return row;
}

/** The initial values of a generation. */
export type NewGeneration = Omit<Insertable<GenerationsTable>, 'status' | 'revision'>;

/** Inserts generations with their first event. */
export async function createGenerationRows(
  database: Kysely<Tables>,
  generations: readonly NewGeneration[],
): Promise<void> {
  await database
    .with('created', query =>
      query
        .insertInto('generations')
        .values(generations.map(row => ({ ...row, status: firstStatus, revision: 1 })))
        .returning(['id', 'revision', 'status', notified.as('notified')]),
    )
    .insertInto('events')
    .columns(['generation_id', 'revision', 'type', 'status'])
    .expression(query =>
      query
        .selectFrom('created')
        .select(['id', 'revision', sql<string>`'STATUS_CHANGED'`.as('type'), 'status']),
    )
    .execute();
}
