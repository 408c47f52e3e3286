import type { GenerationPartsFragment } from '../gql/graphql.ts';
import type { GenerationEvent } from './watch-generation.ts';

/** The generation after an event; events it already reflects change nothing. */
export function applyEvent(
  generation: GenerationPartsFragment,
  event: GenerationEvent,
): GenerationPartsFragment {
  if (event.revision <= generation.revision) return generation;
  const { revision } = event;
  switch (event.__typename) {
    case 'StatusChanged': {
      const { status, at } = event;
      const startedAt = generation.startedAt ?? (status === 'RUNNING' ? at : null);
      return { ...generation, revision, status, startedAt, queue: null };
    }
    case 'ScaleFinished':
      return { ...generation, revision, scales: [...generation.scales, event.scale] };
    case 'GenerationFinished':
      return event.generation;
    case 'GenerationSnapshot':
      return generation;
  }
}
