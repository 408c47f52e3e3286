import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HttpLimits } from '../../src/http/http-limits.ts';
import { accept } from './accept.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { initializedSocket } from './protocol-socket.ts';
import { head, rawSocket } from './raw-socket.ts';

const share = 2 ** 20;

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({
    limits: {
      bodyBytes: 100_000,
      bodyMemory: 2 * share,
      bodyMemoryTimeout: 200,
      bodyIdleTimeout: 400,
      webSocketKeepAlive: 300,
      operationsPerConnection: 4,
      operationsWaiting: 4,
    },
  });
});
afterAll(() => server.close());

const uploadHeaders = ['Content-Type: multipart/form-data; boundary=b', 'graphql-require-preflight: 1'];

describe('a subscription', () => {
  const progress = (comment: number, id: string) =>
    `subscription { generationProgress(id: "${id}") { __typename } } # ${'x'.repeat(comment)}`;

  /** A server with a picture that never ends, so that watching it does not end either. */
  async function withEndlessPicture(limits: Partial<HttpLimits>) {
    const holding = await startApiServer({ limits });
    holding.runtime.engine.hold();
    const [{ id }] = await accept(holding);
    return { holding, id };
  }

  it('that is large is refused: it would be kept as long as it is open', async () => {
    const usual = await startApiServer();
    const query = progress(70_000, 'any');
    const overHttp = await post(usual.url, { query }, { accept: 'text/event-stream' });
    expect(await overHttp.text()).toContain('REQUEST_ENTITY_TOO_LARGE');
    const variables = { unused: `data:image/png;base64,${'A'.repeat(2 ** 20)}` };
    const withPicture = { query: progress(0, 'any'), variables };
    const carrying = await post(usual.url, withPicture, { accept: 'text/event-stream' });
    expect(await carrying.text()).toContain('REQUEST_ENTITY_TOO_LARGE');
    const { socket, subscribe, receive } = await initializedSocket(usual.url);
    subscribe('1', query);
    expect(await receive(({ id }) => id === '1')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', limit: 2 ** 16 } }] },
    });
    socket.terminate();
    await usual.close();
  });

  it('finds no room beside others that are open, and some when one of them has ended', async () => {
    const { holding, id } = await withEndlessPicture({ subscriptionMemory: 100_000 });
    const { socket, send, subscribe, receive } = await initializedSocket(holding.url);
    subscribe('1', progress(20_000, id));
    await receive(message => message.id === '1');
    subscribe('2', progress(20_000, id));
    const refused = { errors: [{ extensions: { code: 'TOO_MUCH_AT_ONCE' } }] };
    expect(await receive(message => message.id === '2')).toMatchObject({ payload: refused });
    const events = await post(holding.url, { query: progress(20_000, id) }, { accept: 'text/event-stream' });
    expect(await events.text()).toContain('TOO_MUCH_AT_ONCE');
    send({ id: '1', type: 'complete' });
    subscribe('3', progress(20_000, id));
    expect(await receive(message => message.id === '3')).toMatchObject({
      type: 'next',
      payload: { data: { generationProgress: { __typename: 'GenerationSnapshot' } } },
    });
    socket.terminate();
    holding.runtime.engine.release();
    await holding.close();
  });

  it('takes no room of requests that come in', async () => {
    const { holding, id } = await withEndlessPicture({ ordinaryBodyMemory: 2 ** 17, bodyMemoryTimeout: 100 });
    const { socket, subscribe, receive } = await initializedSocket(holding.url);
    subscribe('1', progress(20_000, id));
    await receive(message => message.id === '1');
    expect((await post(holding.url, { query: `{ __typename } # ${'x'.repeat(20_000)}` })).status).toBe(200);
    socket.terminate();
    holding.runtime.engine.release();
    await holding.close();
  });
});

describe('requests that are large', () => {
  it('share memory: those that find no room in time are asked to retry, small ones pass', async () => {
    const first = await rawSocket(server.url);
    first.socket.write(head('POST', '/graphql', [...uploadHeaders, `Content-Length: ${share - 1}`]));
    first.socket.write('--b\r\n');
    const second = await rawSocket(server.url);
    second.socket.write(head('POST', '/graphql', [...uploadHeaders, `Content-Length: ${share / 2}`]));
    const refused = await second.until('TOO_MUCH_AT_ONCE');
    expect(refused).toContain('503 Service Unavailable');
    expect(refused.toLowerCase()).toContain('retry-after: 10');
    expect((await post(server.url, { query: '{ __typename }' })).status).toBe(200);
    first.reset();
    second.reset();
  });

  it('are not the only ones that are counted', async () => {
    const stingy = await startApiServer({ limits: { ordinaryBodyMemory: 2 ** 17, bodyMemoryTimeout: 100 } });
    try {
      const first = await rawSocket(stingy.url);
      first.socket.write(
        head('POST', '/graphql', ['Content-Type: application/json', 'Content-Length: 30000']),
      );
      const query = `{ __typename } # ${'x'.repeat(10_000)}`;
      while ((await post(stingy.url, { query })).ok) {
        // Until the other was heard.
      }
      const { socket, subscribe, receive } = await initializedSocket(stingy.url);
      subscribe('1', query);
      expect(await receive(({ id }) => id === '1')).toMatchObject({
        payload: [{ extensions: { code: 'TOO_MUCH_AT_ONCE' } }],
      });
      first.reset();
      socket.terminate();
    } finally {
      await stingy.close();
    }
  });

  it('are not read to their end when they are refused', async () => {
    const client = await rawSocket(server.url);
    client.socket.write(head('POST', '/graphql', [...uploadHeaders, 'Content-Length: 90000000']));
    const sent = new Promise(resolve => client.socket.write(Buffer.alloc(80_000_000), resolve));
    expect(await client.end()).toContain('413 Payload Too Large');
    expect(await sent).toBeInstanceOf(Error);
  });

  it('wait for room, and get it when another has left', async () => {
    const first = await rawSocket(server.url);
    first.socket.write(head('POST', '/graphql', [...uploadHeaders, `Content-Length: ${share - 1}`]));
    first.socket.write('--b\r\n');
    const body = JSON.stringify({ query: `{ __typename } # ${'x'.repeat(90_000)}` });
    const second = post(server.url, JSON.parse(body));
    first.reset();
    expect((await second).status).toBe(200);
  });

  it.each([
    ['stops', head('POST', '/graphql', [...uploadHeaders, 'Content-Length: 1000']), '--b'],
    [
      'never begins',
      head('POST', '/graphql', ['Content-Type: application/json', 'Content-Length: 1000']),
      '',
    ],
    [
      'in chunks stops',
      head('POST', '/graphql', ['Content-Type: application/json', 'Transfer-Encoding: chunked']),
      '5\r\n{"que\r\n',
    ],
  ])('are given up when the body %s', async (_case, start, bytes) => {
    const client = await rawSocket(server.url);
    client.socket.write(start + bytes);
    const text = await client.end();
    expect(text).toContain('408 Request Timeout');
    expect(text).toContain('REQUEST_TIMEOUT');
  });

  it('are given up when a message over WebSocket stops', async () => {
    const client = await rawSocket(server.url);
    client.socket.write(
      head('GET', '/graphql', [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol: graphql-transport-ws',
      ]),
    );
    await client.until('101');
    // A frame of a megabyte that comes to a tenth.
    const start = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0]);
    client.socket.write(Buffer.concat([start, Buffer.alloc(100_000)]));
    await client.end();
    expect((await post(server.url, { query: `{ __typename } # ${'x'.repeat(90_000)}` })).status).toBe(200);
  });
});

describe('a data URI', () => {
  /** A picture whose base64 has as many of the characters that some programs escape as any. */
  const uri = `data:image/png;base64,${Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 73 + (i >> 8)) % 256)).toString('base64')}`;
  const query = 'query ($uri: String) { __typename @skip(if: false) models { name } }';
  const plain = JSON.stringify({ query, variables: { uri } });

  it.each([
    ['as it is', plain],
    ['as PHP writes it', plain.replaceAll('/', '\\/')],
    ['as .NET writes it', plain.replaceAll('+', '\\u002B')],
    ['as something that escapes both writes it', plain.replaceAll('/', '\\/').replaceAll('+', '\\u002b')],
  ])('%s may be longer than other values', async (_case, body) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    // It came whole: that nothing uses it is another matter.
    expect(await response.text()).toContain('is never used');
    const { socket, receive } = await initializedSocket(server.url);
    socket.send(`{"id":"1","type":"subscribe","payload":${body}}`);
    const answer = await receive(({ id }) => id === '1');
    expect(JSON.stringify(answer.payload)).toContain('is never used');
    socket.terminate();
  });

  it('does not hide what is none', async () => {
    for (const value of [
      Array.from({ length: 20_000 }, () => 'data:x'),
      `data:image/png;base64,${'\\"'.repeat(200_000)}`,
      `xdata:${'y'.repeat(200_000)}`,
    ]) {
      const response = await post(server.url, { query: '{ __typename }', variables: { value } });
      expect(response.status).toBe(413);
    }
  });
});

describe('a query over WebSocket that is taken back', () => {
  it('is not carried out when it still waits, and the next one is', async () => {
    const go = Promise.withResolvers<null>();
    const newest = vi.spyOn(server.runtime.generations, 'newest').mockImplementation(() => go.promise);
    const { socket, send, subscribe, receive } = await initializedSocket(server.url);
    for (let id = 0; id < 8; id++) subscribe(`${id}`, '{ newestGeneration { id } }');
    await vi.waitUntil(() => newest.mock.calls.length === 4);
    for (let id = 4; id < 8; id++) send({ id: `${id}`, type: 'complete' });
    subscribe('last', '{ __typename }');
    // Messages are dealt with in order: when this one is answered, all before it were heard.
    send({ type: 'ping' });
    await receive(({ type }) => type === 'pong');
    go.resolve(null);
    expect(await receive(({ id }) => id === 'last')).toMatchObject({ type: 'next' });
    expect(newest).toHaveBeenCalledTimes(4);
    expect(server.logged).toEqual([]);
    newest.mockRestore();
    socket.terminate();
  });
});
