import { InvalidInputError, NotFoundError } from '../errors.ts';
import { type GenerationId, isTerminal } from '../generation.ts';
import type { Generations } from '../generations.ts';
import type { EventFeed } from './event-feed.ts';
import { GenerationUpdates } from './generation-updates.ts';

/**
 * Attaches to the feed before reading. Changes in between are both in the snapshot and notified; the cursor position
 * filters them out.
 */
export async function openUpdates(
  generations: Pick<Generations, 'find'>,
  feed: EventFeed,
  id: GenerationId,
  after: number | undefined,
): Promise<GenerationUpdates> {
  const seat = feed.sit(id);
  try {
    const checked = seat.mark();
    const generation = await generations.find(id);
    if (generation === null) throw new NotFoundError('generation', id);
    const { revision, status } = generation;
    if (after === undefined) {
      // FINISHED is the last event; it is sent again after a snapshot.
      return isTerminal(status)
        ? new GenerationUpdates(seat, { snapshot: generation, position: revision - 1, checked: null })
        : new GenerationUpdates(seat, { snapshot: generation, position: revision, checked });
    }
    if (!Number.isSafeInteger(after) || after < 0 || after > revision)
      throw new InvalidInputError({
        field: 'after',
        given: after,
        allowed: `an integer from 0 to ${revision}, the current revision of the generation`,
      });
    const updates = new GenerationUpdates(seat, {
      snapshot: null,
      position: after,
      checked: after === revision ? checked : null,
    });
    if (after === revision && isTerminal(status)) await updates.return();
    return updates;
  } catch (error) {
    seat.leave();
    throw error;
  }
}
