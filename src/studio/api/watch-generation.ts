import { graphql } from '../gql/gql.ts';
import type { WatchGenerationSubscription } from '../gql/graphql.ts';
import { socket } from './socket.ts';

const document = graphql(`
  subscription WatchGeneration($id: ID!, $after: Int!) {
    generationProgress(id: $id, after: $after) {
      __typename
      ... on ProgressEvent {
        revision
      }
      ... on StatusChanged {
        status
        at
      }
      ... on ScaleFinished {
        scale {
          ...ScaleParts
        }
      }
      ... on GenerationFinished {
        generation {
          ...GenerationParts
        }
      }
    }
  }
`);

export type GenerationEvent = WatchGenerationSubscription['generationProgress'];

const firstPause = 250;
const longestPause = 8000;

/**
 * Every event of a generation after a revision, in order, exactly once; completes when the generation ends. It
 * reconnects for as long as it takes and resumes after the last event received.
 */
export async function* watchGeneration(
  id: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<GenerationEvent, void> {
  let revision = after;
  let pause = firstPause;
  while (!signal.aborted) {
    try {
      for await (const event of subscribe(id, revision, signal)) {
        revision = event.revision;
        pause = firstPause;
        yield event;
      }
      return;
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      await wait(pause, signal);
      pause = Math.min(longestPause, pause * 2);
    }
  }
}

async function* subscribe(id: string, after: number, signal: AbortSignal): AsyncGenerator<GenerationEvent> {
  const results = socket.iterate<WatchGenerationSubscription>({
    query: document.toString(),
    variables: { id, after },
  });
  const stop = () => void results.return?.();
  signal.addEventListener('abort', stop);
  try {
    for await (const { data, errors } of results) {
      if (errors?.[0]) throw errors[0];
      if (data) yield data.generationProgress;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Whether the socket was closed for reasons other than the request (codes 4xxx are refusals by the server). */
function isLostConnection(error: unknown): boolean {
  return error instanceof Event && !('code' in error && Number(error.code) >= 4000);
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
