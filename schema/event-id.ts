import {
  type Generation,
  type GenerationId,
  type GenerationUpdate,
  isTerminal,
} from '../src/generations/generation.ts';
import { asGenerationId } from './global-id.ts';

/** A position among the events of a generation, as an id that browsers send back in `Last-Event-ID`. */
export interface EventPlace {
  /** Null for the requested generation. */
  readonly generation: GenerationId | null;
  readonly revision: number;
}

/** @param named whether the subscription names its generation; if not, the event id must. */
export function eventId(generation: GenerationId, update: GenerationUpdate, named: boolean): string {
  const revision = update.type === 'SNAPSHOT' ? reached(update.generation) : update.revision;
  return named ? String(revision) : `${generation}:${revision}`;
}

/** Null for anything that is not an event id. */
export function parseEventId(text: string): EventPlace | null {
  const [, generation, revision = ''] = /^(?:([0-9a-f-]{36}):)?(\d{1,9})$/.exec(text) ?? [];
  if (revision === '') return null;
  return {
    generation: generation === undefined ? null : asGenerationId(generation),
    revision: Number(revision),
  };
}

/** After the snapshot of an ended generation, its last event is still sent. */
function reached({ status, revision }: Generation): number {
  return isTerminal(status) ? revision - 1 : revision;
}
