import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { z } from 'zod';

/**
 * Runs as a process of its own, so that its work does not count as the server's: many watchers of one generation, over
 * WebSockets or event streams. Says by IPC when all of them have their snapshot, and at the end how late scales came.
 */

const watchingSchema = z.object({
  url: z.string(),
  /** Global id of the generation. */
  id: z.string(),
  transport: z.enum(['WebSocket', 'event stream']),
  watchers: z.int(),
  /** What is selected of a finished scale; `at` among it. */
  scaleFields: z.string(),
});
export type Watching = z.infer<typeof watchingSchema>;

/** Milliseconds from each event to its arrival. */
export const lagsSchema = z.array(z.number());

const resultSchema = z.object({
  data: z.object({
    generationProgress: z.object({ __typename: z.string(), at: z.iso.datetime().optional() }),
  }),
});

/** As many as the server lets one connection watch. */
const watchersPerSocket = 100;

async function* overEventStream(url: string, query: string): AsyncGenerator<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
  });
  let text = '';
  for await (const part of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += part;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data) yield JSON.parse(data);
    }
  }
}

async function watch(results: AsyncIterable<unknown>, lags: number[], watching: () => void): Promise<void> {
  for await (const result of results) {
    const { __typename, at } = resultSchema.parse(result).data.generationProgress;
    if (__typename === 'GenerationSnapshot') watching();
    if (at !== undefined) lags.push(Date.now() - Date.parse(at));
  }
}

if (import.meta.main) {
  const { url, id, transport, watchers, scaleFields } = watchingSchema.parse(
    JSON.parse(process.argv[2] ?? ''),
  );
  const query = `subscription { generationProgress(id: "${id}") { __typename ... on ScaleFinished { ${scaleFields} } } }`;
  const sockets = Array.from({ length: Math.ceil(watchers / watchersPerSocket) }, () =>
    createClient({ url: `${url.replace(/^http/, 'ws')}/graphql`, webSocketImpl: WebSocket }),
  );
  const lags: number[] = [];
  const watching: Promise<void>[] = [];
  const ended: Promise<void>[] = [];
  for (let watcher = 0; watcher < watchers; watcher++) {
    const socket = sockets[watcher % sockets.length];
    const results =
      transport === 'WebSocket' && socket
        ? socket.iterate({ query })
        : overEventStream(`${url}/graphql`, query);
    const { promise, resolve } = Promise.withResolvers<void>();
    watching.push(promise);
    ended.push(watch(results, lags, resolve));
  }
  await Promise.all(watching);
  process.send?.('watching');
  await Promise.all(ended);
  process.send?.(lags);
  for (const socket of sockets) await socket.dispose();
}
