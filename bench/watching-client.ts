import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';

/**
 * Runs as a process of its own, so that its work does not count as the server's: many watchers of one generation, over
 * WebSockets or event streams. Says by IPC when all of them have their snapshot, and at the end how late scales came. It
 * shares the processor with the server: what comes is noted with its time, and read when all is over.
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

/** What all watchers together were told. */
export const toldSchema = z.object({
  /** Milliseconds from each finished scale to its arrival. */
  lags: z.array(z.number()),
  events: z.int(),
});
export type Told = z.infer<typeof toldSchema>;

const resultSchema = z.object({
  data: z.object({
    generationProgress: z.object({ __typename: z.string(), at: z.iso.datetime().optional() }),
  }),
});
const messageSchema = z.object({ type: z.literal('next'), payload: resultSchema });

/** As many as the server lets one connection watch. */
const watchersPerSocket = 100;

/** What came for the watchers, as it came. */
class Arrivals {
  readonly #results: { readonly time: number; readonly text: string }[] = [];
  readonly #watching = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  #toWatch: number;
  #toEnd: number;

  constructor(watchers: number) {
    this.#toWatch = watchers;
    this.#toEnd = watchers;
    if (watchers > 0) return;
    this.#watching.resolve();
    this.#ended.resolve();
  }

  /** All have their snapshot. */
  get watching(): Promise<void> {
    return this.#watching.promise;
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  result(text: string): void {
    this.#results.push({ time: Date.now(), text });
    if (this.#toWatch > 0 && text.includes('"GenerationSnapshot"') && --this.#toWatch === 0)
      this.#watching.resolve();
  }

  end(): void {
    if (--this.#toEnd === 0) this.#ended.resolve();
  }

  told(parse: (text: string) => z.infer<typeof resultSchema>): Told {
    const lags = this.#results.flatMap(({ time, text }) => {
      const { at } = parse(text).data.generationProgress;
      return at === undefined ? [] : [time - Date.parse(at)];
    });
    return { lags, events: this.#results.length };
  }
}

async function overWebSocket(
  url: string,
  query: string,
  watchers: number,
  arrivals: Arrivals,
): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  socket.on('message', message => {
    const text = String(message);
    if (text.includes('"type":"next"')) arrivals.result(text);
    else if (text.includes('"type":"complete"')) arrivals.end();
    else throw new Error(`not expected: ${text}`);
  });
  for (let watcher = 0; watcher < watchers; watcher++)
    socket.send(JSON.stringify({ id: String(watcher), type: 'subscribe', payload: { query } }));
  return socket;
}

async function overEventStream(url: string, query: string, arrivals: Arrivals): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
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
      if (data) arrivals.result(data);
    }
  }
  arrivals.end();
}

if (import.meta.main) {
  const { url, id, transport, watchers, scaleFields } = watchingSchema.parse(
    JSON.parse(process.argv[2] ?? ''),
  );
  const query = `subscription { generationProgress(id: "${id}") { __typename ... on ScaleFinished { ${scaleFields} } } }`;
  const arrivals = new Arrivals(watchers);
  const sockets: WebSocket[] = [];
  if (transport === 'WebSocket') {
    for (let left = watchers; left > 0; left -= watchersPerSocket)
      sockets.push(await overWebSocket(url, query, Math.min(left, watchersPerSocket), arrivals));
  } else {
    for (let watcher = 0; watcher < watchers; watcher++) void overEventStream(url, query, arrivals);
  }
  await arrivals.watching;
  process.send?.('watching');
  await arrivals.ended;
  const parse = (text: string) =>
    transport === 'WebSocket'
      ? messageSchema.parse(JSON.parse(text)).payload
      : resultSchema.parse(JSON.parse(text));
  process.send?.(arrivals.told(parse));
  for (const socket of sockets) socket.close();
}
