import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CloseCode, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { accept } from './accept.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { connectSocket, initializedSocket } from './protocol-socket.ts';
import { overEventStream, overWebSocket, webSocketUrl } from './transports.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({
    corsOrigins: ['https://app.example.com'],
    limits: { webSocketInitTimeout: 500, webSocketOperations: 20, bodyBytes: 10_000 },
  });
});
afterAll(() => server.close());
afterEach(() => server.runtime.engine.release());

const connect = (headers: Record<string, string> = {}) => connectSocket(server.url, headers);
const initialized = () => initializedSocket(server.url);

describe('the WebSocket', () => {
  it.each([
    ['nested too deeply to be read', `{ models ${'{ a '.repeat(5000)}${'}'.repeat(5001)}`],
    [
      'with a value nested too deeply',
      `{ classes(search: ${'['.repeat(5000)}${']'.repeat(5000)}) { name } }`,
    ],
    [
      'with a type nested too deeply',
      `query ($a: ${'['.repeat(5000)}Int${']'.repeat(5000)}) { models { name } }`,
    ],
    ['that is empty', ''],
    ['that names no operation of it', '{ models { name } } query Other { models { name } }'],
  ])('stays open for other operations after one %s', async (_case, query) => {
    const { socket, subscribe, receive } = await initialized();
    subscribe('1', query);
    const answer = await receive(({ id }) => id === '1');
    expect(JSON.stringify(answer)).toContain('"message"');
    subscribe('2', '{ models { name } }');
    expect(await receive(({ id }) => id === '2')).toMatchObject({ type: 'next' });
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it('keeps no place under way for operations that are none, however many', async () => {
    const narrow = await startApiServer({ limits: { operationsAtOnce: 4 } });
    const { socket, subscribe, receive } = await initializedSocket(narrow.url);
    for (let id = 0; id < 10; id++) {
      subscribe(String(id), 'query A { models { name } } query B { models { name } }');
      expect(await receive(message => message.id === String(id))).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }],
      });
    }
    expect((await post(narrow.url, { query: '{ models { name } }' })).status).toBe(200);
    socket.terminate();
    await narrow.close();
  });

  it('keeps nothing of operations that failed, however long their ids', async () => {
    // Not `initialized`, which keeps every message, and the ids with them.
    const socket = new WebSocket(webSocketUrl(server.url), 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const kept = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = kept();
    const idLength = 9000;
    const operations = 2000;
    for (let count = 0; count < operations; count++) {
      const id = String(count).padEnd(idLength, 'x');
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query: '{ nothing }' } }));
      await once(socket, 'message');
    }
    expect(kept() - before).toBeLessThan((operations * idLength) / 2);
    socket.terminate();
  });

  it('stays open for other operations after a syntax error', async () => {
    const { socket, send, receive } = await initialized();
    send({ id: '1', type: 'subscribe', payload: { query: '{ models {' } });
    expect(await receive(({ id }) => id === '1')).toMatchObject({
      type: 'error',
      payload: [
        { message: expect.stringContaining('Syntax Error'), extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
      ],
    });
    send({ id: '2', type: 'subscribe', payload: { query: '{ models { name } }' } });
    expect(await receive(({ id }) => id === '2')).toMatchObject({
      type: 'next',
      payload: { data: { models: [{ name: 'tiny' }] } },
    });
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it('tells errors without what the server marks them with inside', async () => {
    const { socket, send, receive } = await initialized();
    send({ id: 'validation', type: 'subscribe', payload: { query: '{ nothing }' } });
    const validation = await receive(({ id }) => id === 'validation');
    expect(validation.payload).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);

    const query = 'mutation ($input: GenerateImageInput!) { generateImage(input: $input) { __typename } }';
    send({ id: 'variables', type: 'subscribe', payload: { query, variables: { input: { seed: true } } } });
    const variables = await receive(({ id }) => id === 'variables');
    expect(variables.payload).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });

    const failure = vi.spyOn(server.runtime.generations, 'newest').mockRejectedValueOnce(new Error('secret'));
    send({ id: 'failure', type: 'subscribe', payload: { query: '{ newestGeneration { id } }' } });
    const unexpected = await receive(({ id }) => id === 'failure');
    expect(unexpected.payload).toMatchObject({
      errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    failure.mockRestore();

    for (const message of [validation, variables, unexpected]) {
      expect(JSON.stringify(message)).not.toMatch(/"http"|"unexpected"|secret/);
    }
    expect(server.logged.join('\n')).toContain('secret');
    socket.terminate();
  });

  it.each([
    { id: '1', type: 'next', payload: { data: {} } },
    { id: '1', type: 'error', payload: [{ message: 'x' }] },
    { type: 'connection_ack' },
  ])('closes a connection that sends what only a server sends, and logs nothing ($type)', async message => {
    const before = server.logged.length;
    const { socket, send } = await initialized();
    send(message);
    const [code] = await once(socket, 'close');
    expect(code).toBe(CloseCode.BadRequest);
    expect(server.logged).toHaveLength(before);
  });

  it('gives others their turn between any two messages of one packet', async () => {
    const { socket, send, receive } = await initialized();
    const count = 1000;
    let turns = 0;
    let handled = false;
    const turn = () => {
      turns++;
      if (!handled) setImmediate(turn);
    };
    setImmediate(turn);
    socket.once('close', () => {
      handled = true;
    });
    for (let sent = 1; sent < count; sent++) send({ type: 'ping' });
    send({ type: 'ping', payload: { last: true } });
    await receive(({ payload }) => payload !== undefined);
    expect(turns).toBeGreaterThan(count);
    socket.terminate();
  });

  it('closes a connection that does not begin in time', async () => {
    const { socket } = await connect();
    const [code] = await once(socket, 'close');
    expect(code).toBe(CloseCode.ConnectionInitialisationTimeout);
  });

  it('refuses an operation that is too large, and continues with the others', async () => {
    const { socket, send, receive } = await initialized();
    send({ id: '1', type: 'subscribe', payload: { query: `{ models { name } } # ${'x'.repeat(20_000)}` } });
    expect(await receive(({ id }) => id === '1')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', limit: 10_000 } }],
    });
    send({ id: '2', type: 'subscribe', payload: { query: '{ models { name } }' } });
    expect(await receive(({ id }) => id === '2')).toMatchObject({ type: 'next' });
    socket.terminate();
  });

  it.each([
    ['a message that is too large and asks for no operation', 20_000],
    ['a message that is larger than any may be', 2 ** 24],
  ])('closes a connection that sends %s', async (_case, length) => {
    const { socket } = await initialized();
    socket.send(JSON.stringify('x'.repeat(length)));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
  });

  it('cuts off a client that does not answer its pings', async () => {
    const attentive = await startApiServer({ limits: { webSocketKeepAlive: 50 } });
    try {
      const deaf = new WebSocket(webSocketUrl(attentive.url), 'graphql-transport-ws', { autoPong: false });
      const [code] = await once(deaf, 'close');
      expect(code).toBe(1006);
    } finally {
      await attentive.close();
    }
  });

  it('speaks no other protocol', async () => {
    const socket = new WebSocket(webSocketUrl(server.url), 'graphql-ws');
    const [error] = await once(socket, 'error');
    expect(error.message).toContain('subprotocol');
  });

  it('runs many operations at a time', async () => {
    const [generation] = await accept(server);
    const client = createClient({ url: webSocketUrl(server.url), webSocketImpl: WebSocket });
    const query = 'subscription ($id: ID!) { generationProgress(id: $id, after: 0) { __typename } }';
    const counts = await Promise.all(
      Array.from({ length: 20 }, async () => {
        let count = 0;
        for await (const _ of client.iterate({ query, variables: { id: generation.id } })) count++;
        return count;
      }),
    );
    expect(new Set(counts).size).toBe(1);
    await client.dispose();
  });

  it('refuses more operations at a time than it allows, and runs others when one has ended', async () => {
    server.runtime.engine.hold();
    const [generation] = await accept(server);
    const { socket, send, receive } = await initialized();
    const query = `subscription { generationProgress(id: "${generation.id}") { __typename } }`;
    for (let id = 1; id <= 21; id++) send({ id: String(id), type: 'subscribe', payload: { query } });
    expect(await receive(({ type }) => type === 'error')).toMatchObject({
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS', limit: 20 } }],
    });
    send({ id: '1', type: 'complete' });
    send({ id: 'last', type: 'subscribe', payload: { query: '{ models { name } }' } });
    expect(await receive(({ id }) => id === 'last')).toMatchObject({ type: 'next' });
    socket.terminate();
    server.runtime.engine.release();
  });

  it.each([
    ['another site', 'https://evil.example', 403],
    ['a sandboxed page', 'null', 403],
  ])('is not opened for %s', async (_case, origin) => {
    const socket = new WebSocket(webSocketUrl(server.url), 'graphql-transport-ws', { headers: { origin } });
    const [error] = await once(socket, 'error');
    expect(error.message).toContain('403');
  });

  it.each([
    ["the server's own pages", () => server.url],
    ["the server's own pages behind a proxy that adds HTTPS", () => server.url.replace('http:', 'https:')],
    ['origins that the operator allows', () => 'https://app.example.com'],
  ])('is opened for %s', async (_case, origin) => {
    const { socket } = await connect({ origin: origin() });
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it('is not opened at other paths', async () => {
    const socket = new WebSocket(`${webSocketUrl(server.url)}/other`, 'graphql-transport-ws');
    const [error] = await once(socket, 'error');
    expect(error.message).toContain('404');
  });
});

describe('a client that goes away', () => {
  it('over WebSocket, without a word, leaves no subscription behind', async () => {
    server.runtime.engine.hold();
    const [generation] = await accept(server);
    await server.runtime.engine.reached();
    const { socket, send, receive } = await initialized();
    const query = `subscription { generationProgress(id: "${generation.id}") { __typename } }`;
    send({ id: '1', type: 'subscribe', payload: { query } });
    await receive(({ id }) => id === '1');
    expect(server.runtime.subscriberCount).toBe(1);
    socket.terminate();
    await vi.waitUntil(() => server.runtime.subscriberCount === 0);
  });

  it.each([
    ['WebSocket', overWebSocket],
    ['server-sent events', overEventStream],
  ])('over %s leaves no subscription behind', async (_name, subscribe) => {
    server.runtime.engine.hold();
    const [generation] = await accept(server);
    await server.runtime.engine.reached();
    const results = subscribe(server.url, watch, { id: generation.id });
    await results.next();
    expect(server.runtime.subscriberCount).toBe(1);
    await results.return?.();
    await vi.waitUntil(() => server.runtime.subscriberCount === 0);
    server.runtime.engine.release();
  });
});
