import { once } from 'node:events';
import { parse, print } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { connectSocket, initializedSocket, type ProtocolSocket } from './protocol-socket.ts';
import { raw } from './raw-document.ts';
import { all, overEventStream, overWebSocket } from './transports.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());
beforeEach(() => server.runtime.engine.hold());
afterEach(() => {
  server.runtime.engine.release();
  vi.restoreAllMocks();
});

/** A picture of which nothing is finished. */
async function heldPicture() {
  const [generation] = await accept(server);
  await server.runtime.engine.reached();
  return generation;
}

function watching(id: string, ofScale: string, argument = ''): string {
  return `subscription { generationProgress(id: "${id}"${argument}) { __typename ... on ProgressEvent { revision } ... on ScaleFinished { scale { index ${ofScale} } } } }`;
}

const eventSchema = z.looseObject({
  __typename: z.string().optional(),
  revision: z.number().optional(),
  scale: z
    .looseObject({
      index: z.number(),
      image: z.object({ url: z.string().optional(), dataUri: z.string().optional() }).optional(),
    })
    .optional(),
});
type Event = z.infer<typeof eventSchema>;

const resultSchema = z.object({ data: z.object({ generationProgress: eventSchema }) });

/** The results of one subscription of a socket, when it is complete. */
async function results({ inbox, receive }: ProtocolSocket, id: string): Promise<unknown[]> {
  await receive(message => message.id === id && message.type === 'complete');
  return inbox.flatMap(message => (message.id === id && message.type === 'next' ? [message.payload] : []));
}

/** The events of one subscription of a socket, when it is complete. */
async function told(socket: ProtocolSocket, id: string): Promise<Event[]> {
  return (await results(socket, id)).map(result => resultSchema.parse(result).data.generationProgress);
}

async function watched(socket: ProtocolSocket, id: string): Promise<void> {
  await socket.receive(message => message.id === id && message.type === 'next');
}

describe('watchers who ask for the same', () => {
  it('all receive every event in order, from one execution per event', async () => {
    const { engine, generations } = server.runtime;
    const { id, plan } = await heldPicture();
    // As the other client writes it: what is written otherwise is not the same.
    const query = print(parse(watching(id, 'digest')));
    const sockets = await Promise.all([1, 2, 3].map(() => initializedSocket(server.url)));
    const names = Array.from({ length: 20 }, (_, name) => String(name));
    for (const socket of sockets) for (const name of names) socket.subscribe(name, query);
    for (const socket of sockets) for (const name of names) await watched(socket, name);
    const streams = [1, 2, 3].map(() =>
      overEventStream(server.url, raw<{ generationProgress: Event }>(query), {}),
    );
    for (const stream of streams) await stream.next();

    const made = vi.spyOn(generations, 'scale');
    engine.release();
    const [first = [], ...others] = await Promise.all(
      sockets.flatMap(socket => names.map(name => told(socket, name))),
    );
    expect(first.map(({ revision }) => revision)).toEqual(
      first.map((_, position) => Number(first[0]?.revision) + position),
    );
    expect(first.flatMap(({ scale }) => scale?.index ?? [])).toEqual(plan.map(({ index }) => index));
    expect(first.at(-1)?.__typename).toBe('GenerationFinished');
    for (const other of others) expect(other).toEqual(first);
    for (const stream of streams)
      expect((await all(stream)).map(({ data }) => data?.generationProgress)).toEqual(first.slice(1));
    expect(made).toHaveBeenCalledTimes(plan.length);
    for (const { socket } of sockets) socket.terminate();
  });

  it('are each told what the execution costs, and what went wrong in it', async () => {
    const { engine, generations } = server.runtime;
    const { id, plan } = await heldPicture();
    const query = watching(id, 'digest');
    const sockets = await Promise.all([1, 2].map(() => initializedSocket(server.url)));
    for (const socket of sockets) {
      socket.subscribe('1', query);
      await watched(socket, '1');
    }
    vi.spyOn(generations, 'scale').mockRejectedValueOnce(new Error('a detail'));
    engine.release();
    for (const socket of sockets) {
      const own = await results(socket, '1');
      expect(own).toHaveLength(plan.length + 2);
      for (const result of own)
        expect(result).toMatchObject({ extensions: { cost: { requested: expect.any(Number) } } });
      expect(own.filter(result => JSON.stringify(result).includes('"errors"'))).toMatchObject([
        { errors: [{ message: 'Unexpected error.', path: ['generationProgress', 'scale'] }] },
      ]);
      expect(JSON.stringify(own)).not.toContain('a detail');
      socket.socket.terminate();
    }
  });

  it('do not wait for one of them who does not read, or leaves', async () => {
    const { engine, generations } = server.runtime;
    const { id, plan } = await heldPicture();
    const query = watching(id, 'digest');
    const stalled = await initializedSocket(server.url);
    const leaving = await initializedSocket(server.url);
    const staying = await initializedSocket(server.url);
    for (const socket of [stalled, leaving, staying]) {
      socket.subscribe('1', query);
      await watched(socket, '1');
    }
    stalled.socket.pause();
    // The one who leaves has asked for it first.
    const go = Promise.withResolvers<void>();
    const scale = generations.scale.bind(generations);
    const begun = vi.spyOn(generations, 'scale').mockImplementationOnce(async (...of) => {
      await go.promise;
      return scale(...of);
    });
    engine.release();
    await vi.waitUntil(() => begun.mock.calls.length > 0, { timeout: 20_000 });
    leaving.socket.terminate();
    await once(leaving.socket, 'close');
    await fetch(`${server.url}/health/live`);
    go.resolve();
    expect((await told(staying, '1')).flatMap(({ scale }) => scale?.index ?? [])).toHaveLength(plan.length);
    stalled.socket.resume();
    expect(await told(stalled, '1')).toEqual(await told(staying, '1'));
    for (const { socket } of [stalled, staying]) socket.terminate();
  });

  it('end one by one', async () => {
    const { engine } = server.runtime;
    const { id } = await heldPicture();
    const socket = await initializedSocket(server.url);
    for (const name of ['a', 'b']) {
      socket.subscribe(name, watching(id, 'digest'));
      await watched(socket, name);
    }
    socket.send({ id: 'a', type: 'complete' });
    socket.send({ type: 'ping' });
    await socket.receive(({ type }) => type === 'pong');
    engine.release();
    expect((await told(socket, 'b')).at(-1)?.__typename).toBe('GenerationFinished');
    expect(socket.inbox.filter(message => message.id === 'a')).toHaveLength(1);
    socket.socket.terminate();
  });

  it('get files by their own turn, however many others want them', async () => {
    const { engine } = server.runtime;
    const { id, plan } = await heldPicture();
    const query = watching(id, 'image(format: PNG) { dataUri }');
    const sockets = await Promise.all([1, 2, 3].map(() => initializedSocket(server.url)));
    for (const socket of sockets)
      for (const name of ['a', 'b']) {
        socket.subscribe(name, query);
        await watched(socket, name);
      }
    engine.release();
    const [first = [], ...others] = await Promise.all(
      sockets.flatMap(socket => ['a', 'b'].map(name => told(socket, name))),
    );
    const files = first.flatMap(({ scale }) => scale?.image?.dataUri ?? []);
    expect(new Set(files).size).toBe(plan.length);
    for (const other of others) expect(other).toEqual(first);
    for (const { socket } of sockets) socket.terminate();
  });
});

describe('watchers who do not ask for the same get their own', () => {
  it('where variables differ', async () => {
    const { engine } = server.runtime;
    const { id, plan } = await heldPicture();
    const document = raw<{ generationProgress: Event }, { id: string; with: boolean; after: number | null }>(
      'subscription ($id: ID!, $with: Boolean!, $after: Int) { generationProgress(id: $id, after: $after) { __typename ... on ProgressEvent { revision } ... on ScaleFinished @include(if: $with) { scale { index } } } }',
    );
    const watchers = [
      { id, with: true, after: null },
      { id, with: false, after: null },
      { id, with: true, after: 0 },
      { id, with: true, after: 1 },
    ].map(variables => overWebSocket(server.url, document, variables));
    const firsts: unknown[] = [];
    for (const watcher of watchers) firsts.push((await watcher.next()).value);
    engine.release();
    const [shown = [], hidden = [], whole = [], missed = []] = await Promise.all(
      watchers.map(async watcher => (await all(watcher)).map(({ data }) => data?.generationProgress)),
    );
    expect(shown.flatMap(event => event?.scale?.index ?? [])).toEqual(plan.map(({ index }) => index));
    expect(hidden.map(event => event?.revision)).toEqual(shown.map(event => event?.revision));
    expect(hidden.some(event => event?.scale)).toBe(false);
    expect(firsts.slice(2)).toMatchObject(
      [1, 2].map(revision => ({ data: { generationProgress: { revision } } })),
    );
    expect(missed).toEqual(whole.slice(1));
    expect(whole.slice(-shown.length)).toEqual(shown);
  });

  it('where the address differs under which they reach the server', async () => {
    const { engine } = server.runtime;
    const { id } = await heldPicture();
    const hosts = ['localhost:1', '127.0.0.1:2'];
    const sockets = await Promise.all(
      hosts.map(async host => {
        const socket = await connectSocket(server.url, { host });
        socket.send({ type: 'connection_init' });
        await socket.receive(({ type }) => type === 'connection_ack');
        socket.subscribe('1', watching(id, 'image { url }'));
        await watched(socket, '1');
        return socket;
      }),
    );
    engine.release();
    for (const [index, socket] of sockets.entries()) {
      const urls = (await told(socket, '1')).flatMap(({ scale }) => scale?.image?.url ?? []);
      expect(urls).toHaveLength(5);
      for (const url of urls) expect(url.startsWith(`http://${hosts[index]}/`)).toBe(true);
      socket.socket.terminate();
    }
  });

  it('where the operation of a document differs', async () => {
    const { engine } = server.runtime;
    const { id } = await heldPicture();
    const query = ['revision', '__typename']
      .map(
        (field, index) =>
          `subscription S${index} { generationProgress(id: "${id}") { ... on ProgressEvent { own: ${field} } } }`,
      )
      .join(' ');
    const socket = await initializedSocket(server.url);
    for (const operationName of ['S0', 'S1']) {
      socket.send({ id: operationName, type: 'subscribe', payload: { query, operationName } });
      await watched(socket, operationName);
    }
    engine.release();
    const [numbers, types] = await Promise.all(['S0', 'S1'].map(name => told(socket, name)));
    expect(numbers?.at(-1)).toEqual({ own: expect.any(Number) });
    expect(types?.at(-1)).toEqual({ own: 'GenerationFinished' });
    socket.socket.terminate();
  });
});
