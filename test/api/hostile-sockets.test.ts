import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { head, operationRequest, type RawSocket, rawSocket, upgradeRequest } from './raw-socket.ts';
import { webSocketUrl } from './transports.ts';

const operationsPerConnection = 2;
const operationsWaiting = 20;
/** So many that those at the gate can be too many. */
const pipelined = 40;

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({
    limits: {
      operationsPerConnection,
      operationsWaiting,
      pipelined,
      headersTimeout: 300,
      keepAliveTimeout: 200,
      unreadTimeout: 500,
      webSocketUnreadBytes: 2 ** 16,
    },
  });
});
afterAll(() => server.close());
afterEach(() => vi.restoreAllMocks());

async function lives(): Promise<boolean> {
  return (await fetch(`${server.url}/health/live`)).ok;
}

describe('an upgrade', () => {
  it.each(['//', '//[', 'http://[', 'http://', '*', '/graphql/\\', 'graphql', '/%', `/${'x'.repeat(9000)}`])(
    'to %s is refused',
    async target => {
      const client = await rawSocket(server.url);
      client.socket.write(upgradeRequest(target));
      expect(await client.end()).toMatch(/^HTTP\/1\.1 (400|404) /);
      expect(await lives()).toBe(true);
    },
  );

  it('is taken at the path alone, however it is written', async () => {
    for (const target of ['/graphql?x=//', 'http://localhost/graphql']) {
      const client = await rawSocket(server.url);
      client.socket.write(upgradeRequest(target));
      expect(await client.until('\r\n\r\n')).toContain('101 Switching Protocols');
      client.reset();
    }
  });

  it.each([
    ['to another path', '/other', []],
    ['from another site', '/graphql', ['Origin: https://evil.example']],
    ['under a foreign name', '/graphql', ['Host: rebound.example']],
    ['that is broken', '/graphql', ['Sec-WebSocket-Version: 99']],
  ])('%s, followed by a reset, harms nobody', async (_case, target, headers) => {
    // A reset that comes while the answer is written shows in the socket only then.
    for (let time = 0; time < 60; time++) {
      const client = await rawSocket(server.url);
      client.socket.write(upgradeRequest(target, headers));
      client.reset();
    }
    expect(await lives()).toBe(true);
  });

  it('that is refused leaves no socket behind, also when the client keeps its end open', async () => {
    const client = await rawSocket(server.url);
    client.socket.allowHalfOpen = true;
    client.socket.write(upgradeRequest('/other'));
    await client.until('404');
    // What is written to a socket that is gone is answered by a reset.
    await vi.waitUntil(() => client.socket.closed || !client.socket.write('x'.repeat(2 ** 16)));
    await client.end();
  });

  it.each([
    [
      'curl --http2',
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA',
    ],
    [
      "Java's client",
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
    ],
  ])('to HTTP/2 that is offered (%s) is passed over', async (_name, ...offer) => {
    const client = await rawSocket(server.url);
    client.socket.write(operationRequest('{ models { name } }', offer));
    expect(await client.until('tiny')).toMatch(/^HTTP\/1\.1 200 /);
    client.reset();
  });
});

describe('noise', () => {
  it.each([
    ['of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['of headers that are too large', head('GET', '/', [`X: ${'x'.repeat(40_000)}`])],
    ['of a method that is none', head('GETT', '/', [])],
    ['of a tunnel', head('CONNECT', 'example.com:443', [])],
    ['of two lengths', head('POST', '/graphql', ['Content-Length: 5', 'Transfer-Encoding: chunked'])],
  ])('%s is answered or closed', async (_case, bytes) => {
    const client = await rawSocket(server.url);
    client.socket.write(Buffer.from(bytes, 'latin1'));
    await client.end();
    expect(await lives()).toBe(true);
  });

  it.each([
    ['says nothing', ''],
    ['never comes to the end of its headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: '],
    ['asks for nothing more', head('GET', '/health/live', [])],
  ])('a connection that %s is closed after a time', async (_case, bytes) => {
    const client = await rawSocket(server.url);
    client.socket.write(bytes);
    await client.end();
    expect(client.socket.closed).toBe(true);
  });
});

describe('pipelined operations', () => {
  /** Lets the reads of the operations wait, and counts those that began. */
  function heldReads() {
    const go = Promise.withResolvers<null>();
    const newest = vi.spyOn(server.runtime.generations, 'newest').mockImplementation(() => go.promise);
    return { go, begun: () => newest.mock.calls.length };
  }

  it('are done a few at a time, and those of a client that leaves not at all', async () => {
    const { go, begun } = heldReads();
    const client = await rawSocket(server.url);
    client.socket.write(operationRequest('{ newestGeneration { id } }').repeat(operationsWaiting));
    await vi.waitUntil(() => begun() === operationsPerConnection);
    // Everybody else is served meanwhile.
    expect((await post(server.url, { query: '{ models { name } }' })).status).toBe(200);
    client.reset();
    // Whoever is heard after the reset is answered after it was noticed.
    await lives();
    go.resolve(null);
    await post(server.url, { query: '{ models { name } }' });
    expect(begun()).toBe(operationsPerConnection);
  });

  it('are answered in order for a client that waits', async () => {
    const client = await rawSocket(server.url);
    const count = operationsWaiting;
    client.socket.write(
      Array.from({ length: count }, (_, index) => operationRequest(`{ a${index}: __typename }`)).join(''),
    );
    const text = await client.until(`"a${count - 1}"`);
    expect(text.match(/"a\d+"/g)).toEqual(Array.from({ length: count }, (_, index) => `"a${index}"`));
    client.reset();
  });

  it('beyond a few are held back by default, so that a client that waits has all of them answered', async () => {
    const usual = await startApiServer();
    const client = await rawSocket(usual.url);
    const count = 300;
    client.socket.write(
      Array.from({ length: count }, (_, index) => operationRequest(`{ a${index}: __typename }`)).join(''),
    );
    const text = await client.until(`"a${count - 1}"`);
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(Array(count).fill('HTTP/1.1 200'));
    client.reset();
    await usual.close();
  });

  it('of an address that floods are not even read for a while', async () => {
    const flood = await startApiServer({ limits: { pipelinedPerAddress: 50 } });
    const unheard = await rawSocket(flood.url);
    const client = await rawSocket(flood.url);
    client.socket.write(operationRequest('{ newestGeneration { id } }').repeat(100));
    await client.end();
    // Long before it would be closed for saying nothing.
    await vi.waitUntil(() => unheard.socket.closed, { timeout: 5000 });
    const next = await rawSocket(flood.url);
    next.socket.write(operationRequest('{ __typename }'));
    expect(await next.end()).toBe('');
    const answered = () =>
      fetch(`${flood.url}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      );
    await vi.waitUntil(answered, { timeout: 20_000 });
    await flood.close();
  });

  it('are refused when too many wait', async () => {
    const { go } = heldReads();
    const client = await rawSocket(server.url);
    client.socket.write(
      operationRequest('{ newestGeneration { id } }').repeat(operationsPerConnection + operationsWaiting + 1),
    );
    const other = await rawSocket(server.url);
    other.socket.write(operationRequest('{ __typename }'));
    await other.until('Query');
    go.resolve(null);
    const text = await client.until('TOO_MANY_OPERATIONS');
    expect(text).toContain('429 Too Many Requests');
    expect(text.toLowerCase()).toContain('retry-after: 1');
    client.reset();
    other.reset();
  });
});

describe('connections', () => {
  const closed = ({ socket }: RawSocket) => vi.waitUntil(() => socket.closed, { timeout: 5000 });
  const answers = async (client: RawSocket) => {
    client.socket.write(operationRequest('{ __typename }'));
    return (await client.until('Query')).startsWith('HTTP/1.1 200');
  };

  it('of one address have a largest number, WebSockets among them; then one has to end first', async () => {
    const narrow = await startApiServer({ limits: { connectionsPerAddress: 3 } });
    const socket = new WebSocket(webSocketUrl(narrow.url), 'graphql-transport-ws');
    await once(socket, 'open');
    const open = [await rawSocket(narrow.url), await rawSocket(narrow.url)];
    for (const client of open) expect(await answers(client)).toBe(true);
    await closed(await rawSocket(narrow.url));
    for (const client of open) expect(await answers(client)).toBe(true);
    socket.terminate();
    const next = async () => {
      const client = await rawSocket(narrow.url);
      return answers(client).finally(() => client.reset());
    };
    await vi.waitUntil(next, { timeout: 5000 });
    for (const client of open) client.reset();
    await narrow.close();
  });

  it('of a trusted proxy have none of their own, but all together have', async () => {
    const narrow = await startApiServer({
      trustedProxies: ['127.0.0.1', '::1'],
      limits: { connectionsPerAddress: 1, connections: 3 },
    });
    const open = [await rawSocket(narrow.url), await rawSocket(narrow.url), await rawSocket(narrow.url)];
    for (const client of open) expect(await answers(client)).toBe(true);
    await closed(await rawSocket(narrow.url));
    for (const client of open) client.reset();
    await narrow.close();
  });
});

describe('a client that reads nothing', () => {
  it('is cut off, with what waits for it', async () => {
    const client = await rawSocket(server.url);
    client.socket.pause();
    // The page of GraphiQL has 9 MB: more than the buffers in between take.
    client.socket.write(head('GET', '/graphql', ['Accept: text/html']).repeat(4));
    // A reset shows in what is written after it.
    await vi.waitUntil(() => client.socket.closed || !client.socket.write('x'), { timeout: 20_000 });
    client.socket.resume();
    expect((await client.end()).length).toBeLessThan(3 * 9_000_000);
  });

  it('over WebSocket is not read from either, and misses nothing when it reads again', async () => {
    const count = 60;
    const socket = new WebSocket(webSocketUrl(server.url), 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    let pongs = 0;
    socket.on('message', () => pongs++);
    socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(1_000_000) } });
    for (let sent = 0; sent < count; sent++) socket.send(ping);
    let waiting = Number.NaN;
    // Until nothing more is taken from it.
    while (waiting !== socket.bufferedAmount) {
      waiting = socket.bufferedAmount;
      for (let round = 0; round < 20; round++) await lives();
    }
    expect(waiting).toBeGreaterThan((count / 2) * 1_000_000);
    socket.resume();
    await vi.waitUntil(() => pongs === count, { timeout: 20_000 });
    socket.terminate();
  });
});
