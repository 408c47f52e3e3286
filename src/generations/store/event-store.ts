import { type Insertable, type Kysely, sql } from 'kysely';
import type { EventsTable, Tables } from '../../database/tables.ts';
import type { GenerationEvent, GenerationId, GenerationStatus, TerminalStatus } from '../generation.ts';
import { channels } from './channels.ts';
import { toEvent } from './generation-rows.ts';

type NewEvent = Insertable<EventsTable>;

export function statusChanged(id: string, revision: number, status: GenerationStatus): NewEvent {
  return { generation_id: id, revision, type: 'STATUS_CHANGED', status, scale_index: null };
}

export function scaleFinished(id: string, revision: number, scaleIndex: number): NewEvent {
  return { generation_id: id, revision, type: 'SCALE_FINISHED', status: null, scale_index: scaleIndex };
}

export function finished(id: string, revision: number, status: TerminalStatus): NewEvent {
  return { generation_id: id, revision, type: 'FINISHED', status, scale_index: null };
}

/**
 * Stores events and notifies of the newest of each generation, in the transaction that makes them true. One statement:
 * this runs at every scale.
 */
export async function recordEvents(database: Kysely<Tables>, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await database
    .with('recorded', query =>
      query.insertInto('events').values(events).returning(['generation_id', 'revision']),
    )
    .selectFrom('recorded')
    .select(sql`pg_notify(${channels.event}, generation_id || ':' || max(revision))`.as('notified'))
    .groupBy('generation_id')
    .execute();
}

/** The events after a revision, in order, `limit` at most. */
export async function readEvents(
  database: Kysely<Tables>,
  id: GenerationId,
  after: number,
  limit: number,
): Promise<GenerationEvent[]> {
  const rows = await database
    .selectFrom('events')
    .selectAll()
    .where('generation_id', '=', id)
    .where('revision', '>', after)
    .orderBy('revision')
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}
