import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { GenerationUpdate } from '../../src/generations/generation.ts';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { all, overWebSocket, webSocketUrl } from './transports.ts';

/** So many copies of each picture, in so many copies of the scale, that the buffers of the sockets in between cannot hold the events. */
const copies = 80;
const scales = 5;

let server: ApiServer;

beforeAll(async () => {
  // What this client asks for costs far more than is allowed: nothing smaller fills the buffers.
  server = await startApiServer({ limits: { cost: 10 ** 7 } });
});
afterAll(() => server.close());

/** A client that does not read what it is sent until it is told to. */
interface StalledClient {
  readAll(): Promise<string>;
}

async function stalledWebSocket(query: string): Promise<StalledClient> {
  const socket = new WebSocket(webSocketUrl(server.url), 'graphql-transport-ws', { maxPayload: 2 ** 30 });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  const messages: string[] = [];
  socket.on('message', data => messages.push(String(data)));
  socket.pause();
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  return {
    async readAll() {
      socket.resume();
      await vi.waitUntil(() => messages.at(-1)?.includes('"complete"'), { timeout: 20_000 });
      socket.terminate();
      return messages.join('\n');
    },
  };
}

async function stalledEventStream(query: string): Promise<StalledClient> {
  const sent = request(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
  });
  sent.end(JSON.stringify({ query }));
  const [response]: (Readable | IncomingMessage)[] = await once(sent, 'response');
  return {
    async readAll() {
      const chunks = (await response?.toArray()) ?? [];
      return Buffer.concat(chunks).toString();
    },
  };
}

describe.each([
  ['WebSocket', stalledWebSocket],
  ['server-sent events', stalledEventStream],
])('a client over %s that reads nothing for a whole run', (_name, connect) => {
  it('delays nobody, and gets everything later', async () => {
    const { engine, generations } = server.runtime;
    engine.hold();
    const [generation] = await accept(server);
    await engine.reached();

    const pulled: GenerationUpdate[] = [];
    const subscribe = generations.updates.bind(generations);
    const spy = vi.spyOn(generations, 'updates').mockImplementationOnce(async (...given) => {
      const updates = await subscribe(...given);
      const next = updates.next.bind(updates);
      vi.spyOn(updates, 'next').mockImplementation(async () => {
        const result = await next();
        if (!result.done) pulled.push(result.value);
        return result;
      });
      return updates;
    });
    const pictures = Array.from({ length: copies }, (_, copy) => `p${copy}: image(format: PNG) { dataUri }`);
    const further = Array.from({ length: scales - 1 }, (_, copy) => `s${copy}: scale { ...Pictures }`);
    const stalled = await connect(
      `subscription { generationProgress(id: "${generation.id}", after: 0) { __typename ... on ScaleFinished {
        scale { index ...Pictures } ${further.join(' ')} } } }
      fragment Pictures on Scale { ${pictures.join(' ')} }`,
    );
    await vi.waitUntil(() => pulled.length > 0, { timeout: 20_000 });
    spy.mockRestore();

    const other = overWebSocket(server.url, watch, { id: generation.id, after: 0 });
    engine.release();
    const events = await all(other);
    expect(events.at(-1)?.data?.generationProgress.__typename).toBe('GenerationFinished');

    // Time for three more runs, in which a server without backpressure would fetch all events for the stalled client.
    for (const seed of [1, 2, 3]) {
      const [{ id }] = await accept(server, { seed });
      await all(overWebSocket(server.url, watch, { id }));
    }
    expect(pulled.length).toBeLessThan(events.length);

    const text = await stalled.readAll();
    expect(pulled.length).toBe(events.length);
    const told = text.match(/"__typename":"\w+"(,"scale":\{"index":\d+)?/g);
    expect(told?.map(event => event.replace(/.*index":/, 'scale ').replace(/.*:"(\w+)"/, '$1'))).toEqual([
      'StatusChanged',
      'StatusChanged',
      ...generation.plan.map(({ index }) => `scale ${index}`),
      'GenerationFinished',
    ]);
  });
});
