import { once } from 'node:events';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type Access, openAccess } from '../../src/access/access.ts';
import { createKey } from '../../src/access/key-store.ts';
import type { OwnerId } from '../../src/access/viewer.ts';
import type { Database } from '../../src/database/database.ts';
import { requestFields } from '../../src/http/requests/request-scope.ts';
import { openTestDatabase } from '../setup/test-databases.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { connectSocket } from './protocol-socket.ts';
import { webSocketUrl } from './transports.ts';

const lineSchema = z.looseObject({
  msg: z.string(),
  requestId: z.string().optional(),
  path: z.string().optional(),
});

let lines: string[] = [];
const logged = () => lines.map(line => lineSchema.parse(JSON.parse(line)));
/** The line of a request, which is written once it has been answered. */
const lineOf = (requestId: string) =>
  expect.poll(() => logged().find(line => line.msg === 'request' && line.requestId === requestId));

let database: Database;
let access: Access;
let server: ApiServer;
let token: string;
let prefix: string;
beforeAll(async () => {
  const logger = pino({ level: 'info', mixin: requestFields }, { write: line => void lines.push(line) });
  database = await openTestDatabase('server');
  access = await openAccess({ kind: 'keys' }, database, logger);
  server = await startApiServer({
    database,
    access,
    logger,
    residences: {
      of: () => {
        throw new Error('the secret cause');
      },
      serves: () => true,
      load: async () => {},
      unload: async () => {},
    },
  });
  const made = await createKey(
    database.kysely,
    {
      name: 'nora',
      owner: 'nora' as OwnerId,
      scopes: ['read', 'generate'],
      expiresAt: null,
    },
    'test',
  );
  token = made.token;
  prefix = made.key.prefix;
});
beforeEach(() => {
  lines = [];
});
afterAll(async () => {
  await server.close();
  await access.close();
  await database.close();
});

const ask = (query: string, headers: Record<string, string> = {}) =>
  post(server.url, { query }, { authorization: `Bearer ${token}`, ...headers });
const failing = '{ models { residence { state } } }';
const internalError = (requestId: string) => ({
  errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }],
});

describe('the id of a request', () => {
  it('is made up, and another one each time', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await ask('{ models { name } }')).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
  });

  it.each(['partner-7', '01J9Z:a/b+c=', 'a'.repeat(128)])('is that of the client: %s', async id => {
    expect((await ask('{ models { name } }', { 'x-request-id': id })).headers.get('x-request-id')).toBe(id);
  });

  it.each(['', 'a b', 'ü', '<script>', 'a'.repeat(129)])('is not that of the client: %j', async id => {
    const response = await ask('{ models { name } }', { 'x-request-id': id });
    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('is in errors that hide their cause, and in the line that tells it', async () => {
    const response = await ask(failing, { 'x-request-id': 'failing-1' });
    expect(await response.json()).toMatchObject(internalError('failing-1'));
    const causes = logged().filter(line => JSON.stringify(line).includes('the secret cause'));
    expect(causes).toEqual([expect.objectContaining({ requestId: 'failing-1' })]);
  });

  it('is in all other errors, too, and with all responses', async () => {
    for (const [query, headers] of [
      ['{ unknown }', {}],
      ['{', {}],
      ['{ models { name } }', { authorization: 'Bearer sesame' }],
    ] as const) {
      const response = await ask(query, headers);
      const id = response.headers.get('x-request-id');
      expect(id).not.toBeNull();
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { requestId: id } }] });
    }
    for (const path of ['/', '/health/live', '/nowhere'])
      expect((await fetch(server.url + path)).headers.get('x-request-id'), path).not.toBeNull();
  });

  it('is in events of a stream', async () => {
    const response = await ask('subscription { generationProgress(id: "x") { __typename } }', {
      accept: 'text/event-stream',
      'x-request-id': 'stream-1',
    });
    expect(await response.text()).toContain('"requestId":"stream-1"');
  });

  it('is one of its own for each operation of a socket', async () => {
    const connection = await connectSocket(server.url, { 'x-request-id': 'socket-1' });
    connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await connection.receive(({ type }) => type === 'connection_ack');
    connection.subscribe('a', failing);
    connection.subscribe('b', failing);
    const [a, b] = await Promise.all(
      ['a', 'b'].map(async operation => {
        const { payload } = await connection.receive(({ id, type }) => id === operation && type === 'next');
        return payload;
      }),
    );
    expect(a).toMatchObject(internalError('socket-1/2'));
    expect(b).toMatchObject(internalError('socket-1/3'));
    const causes = logged().filter(line => JSON.stringify(line).includes('the secret cause'));
    expect(causes.map(line => line.requestId).sort()).toEqual(['socket-1/2', 'socket-1/3']);
    connection.socket.close();
  });

  it('answers the opening of a socket', async () => {
    const socket = new WebSocket(webSocketUrl(server.url), 'graphql-transport-ws', {
      headers: { 'x-request-id': 'opening' },
    });
    const [{ headers }] = await once(socket, 'upgrade');
    expect(headers['x-request-id']).toBe('opening');
    socket.close();
  });

  it('may be read by pages of allowed origins', async () => {
    const open = await startApiServer({ corsOrigins: ['https://app.example'] });
    const response = await post(
      open.url,
      { query: '{ models { name } }' },
      { origin: 'https://app.example' },
    );
    expect(response.headers.get('access-control-expose-headers')?.split(',')).toContain('x-request-id');
    await open.close();
  });
});

describe('the access log', () => {
  it('has a line for each request', async () => {
    const response = await ask('{ models { name } }', { 'x-request-id': 'logged-1' });
    const { byteLength } = await response.arrayBuffer();
    await lineOf('logged-1').toMatchObject({
      level: 30,
      method: 'POST',
      path: '/graphql',
      status: 200,
      bytes: byteLength,
      ms: expect.any(Number),
      owner: 'nora',
      key: prefix,
    });
    await (
      await fetch(`${server.url}/nowhere?signature=s3cret`, { headers: { 'x-request-id': 'logged-2' } })
    ).text();
    await lineOf('logged-2').toMatchObject({
      method: 'GET',
      path: '/nowhere',
      status: 404,
      owner: null,
      key: null,
    });
  });

  it('has a line for each operation of a socket, and for the socket when it closes', async () => {
    const connection = await connectSocket(server.url, { 'x-request-id': 'logged-3' });
    connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await connection.receive(({ type }) => type === 'connection_ack');
    connection.subscribe('a', '{ models { name } }');
    await connection.receive(({ type }) => type === 'complete');
    connection.subscribe('b', '{ unknown }');
    await connection.receive(({ type }) => type === 'error');
    connection.subscribe('c', failing);
    await connection.receive(({ id, type }) => id === 'c' && type === 'complete');
    connection.socket.close();
    const operation = { method: 'WS', path: '/graphql', owner: 'nora', key: prefix };
    await lineOf('logged-3/2').toMatchObject({ ...operation, status: 'ok' });
    await lineOf('logged-3/3').toMatchObject({ ...operation, status: 'errors' });
    await lineOf('logged-3/4').toMatchObject({ ...operation, status: 'errors' });
    await lineOf('logged-3').toMatchObject({ method: 'GET', path: '/graphql', status: 101, owner: 'nora' });
  });

  it('contains no secrets', async () => {
    const created = await ask(
      'mutation { generateImage(input: {}) { ... on GenerationsCreated { generations { id } } } }',
    );
    const id = /"id":"([^"]+)"/.exec(await created.text())?.[1];
    await (
      await ask(`subscription { generationProgress(id: "${id}") { __typename } }`, {
        accept: 'text/event-stream',
      })
    ).text();
    const answer = await ask(`{ generation(id: "${id}") { scales { image { url } } } }`);
    const url = /http[^"]+/.exec(await answer.text())?.[0] ?? '';
    const signature = new URL(url).searchParams.get('signature') ?? 'none';
    await (await fetch(url, { headers: { 'x-request-id': 'picture-1' } })).arrayBuffer();
    await lineOf('picture-1').toMatchObject({
      path: new URL(url).pathname,
      status: 200,
      owner: 'nora',
      key: null,
    });
    const text = lines.join('');
    expect(text).not.toContain(token.slice(prefix.length + 1));
    expect(text).not.toContain(signature);
    expect(text).not.toContain('Bearer');
  });

  it('has nothing about health checks', async () => {
    await fetch(`${server.url}/health/live`);
    await fetch(`${server.url}/health/ready`);
    await (await ask('{ models { name } }', { 'x-request-id': 'afterwards' })).text();
    await lineOf('afterwards').toBeDefined();
    expect(logged().filter(line => line.path?.startsWith('/health'))).toEqual([]);
  });

  it('can be switched off', async () => {
    const quiet: string[] = [];
    const open = await startApiServer({
      accessLog: false,
      logger: pino({ level: 'info' }, { write: line => void quiet.push(line) }),
    });
    await (await post(open.url, { query: '{ models { name } }' })).text();
    await open.close();
    expect(quiet).toEqual([]);
  });
});
