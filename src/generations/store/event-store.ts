import type { Kysely } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { GenerationEvent, GenerationId } from '../generation.ts';
import { toEvent } from './generation-rows.ts';

/** Up to `limit` events after a revision, in order. */
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
