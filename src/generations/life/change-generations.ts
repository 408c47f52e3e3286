import { type Insertable, type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { GenerationsTable, Tables } from '../../database/tables.ts';
import { type GenerationId, terminalStatuses } from '../generation.ts';
import { channels } from '../store/channels.ts';
import { type Command, firstStatus, transitionsOf } from './transitions.ts';

/**
 * The one writer of a generation's life. Status, revision, number of scales, time of the end and events belong together,
 * so they are written together: in one statement, with the notification of the newest event, and nowhere else.
 */

/** What else a command writes; a fragment may name `moved`, with `before` and `after`. */
export type Assignments = Partial<
  Record<
    'run_id' | 'attempt' | 'hold_at' | 'end_at' | 'started_at' | 'failure_code' | 'failure_message',
    RawBuilder<unknown> | string | number | null
  >
>;

/** Something that is done to some generations. */
export interface Change {
  /** Which ones: what follows `from generations`. Those that are in no state for the command are passed over. */
  readonly which: RawBuilder<unknown>;
  /** What is done to all of them, or to each: one of the commands, by an expression over the row. */
  readonly command: Command | { readonly oneOf: readonly Command[]; readonly by: RawBuilder<unknown> };
  /** Index of the scale that is finished by it, or null, as an expression over the row. */
  readonly scale?: RawBuilder<unknown>;
  readonly set?: Assignments;
}

/** A generation as it is after a change. */
export type ChangedRow = Selectable<GenerationsTable>;

const ends = sql.join(terminalStatuses.map(status => sql.lit(status)));

/**
 * A change in two parts, for statements that do more besides. The first are members of a `with` list: `found`, the rows as they
 * were, locked in the order of their ids; `moved`, those that the command applies to, with `before`, `after` and `scale`;
 * `recorded`, their events. The second is what updates the rows, and returns them.
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

/** Of the newest event only: whoever is woken reads all there are. */
const notified = sql`pg_notify(${sql.lit(channels.event)}, generations.id || ':' || generations.revision)`;

/** Changes generations and answers those that it changed, by id. */
export async function changeGenerations(
  database: Kysely<Tables>,
  change: Change,
): Promise<readonly ChangedRow[]> {
  const { members, update } = changing(change);
  const { rows } = await sql<ChangedRow>`with ${members} ${update}`.execute(database);
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Changes one generation that is known to be in a state for it. @throws Error when it is not */
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

/** What is decided of a generation before its life begins. */
export type NewGeneration = Omit<Insertable<GenerationsTable>, 'status' | 'revision'>;

/** Brings generations into being, with their first event. */
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
