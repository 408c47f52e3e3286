import {
  type Generation,
  type GenerationId,
  type GenerationUpdate,
  isTerminal,
} from '../src/generations/generation.ts';
import { asGenerationId } from './global-id.ts';

/** A place among the events of a generation, as an id that a browser sends back in `Last-Event-ID`. */
export interface EventPlace {
  /** Null: of the generation that is asked for. */
  readonly generation: GenerationId | null;
  readonly revision: number;
}

/**
 * @param named whether the subscription names its generation; for one that does not, the id has to.
 */
export function eventId(generation: GenerationId, update: GenerationUpdate, named: boolean): string {
  const revision = update.type === 'SNAPSHOT' ? reached(update.generation) : update.revision;
  return named ? String(revision) : `${generation}:${revision}`;
}

/** Null for what no event was called. */
export function parseEventId(text: string): EventPlace | null {
  const [, generation, revision = ''] = /^(?:([0-9a-f-]{36}):)?(\d{1,9})$/.exec(text) ?? [];
  if (revision === '') return null;
  return {
    generation: generation === undefined ? null : asGenerationId(generation),
    revision: Number(revision),
  };
}

/** After the snapshot of a generation that has finished, its last event is still to come. */
function reached({ status, revision }: Generation): number {
  return isTerminal(status) ? revision - 1 : revision;
}
