import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { initializedSocket } from './protocol-socket.ts';
import { head, operationRequest, rawSocket } from './raw-socket.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());
afterEach(() => vi.restoreAllMocks());

/** Everything that is printed, by whoever prints. */
function printed() {
  const lines: unknown[] = [];
  for (const name of ['error', 'warn', 'info', 'log'] as const)
    vi.spyOn(console, name).mockImplementation((...parts) => void lines.push(...parts));
  return lines;
}

describe('a client that leaves', () => {
  it('ends the execution of its operations', async () => {
    await accept(server);
    const newest = server.runtime.generations.newest.bind(server.runtime.generations);
    const go = Promise.withResolvers<void>();
    const begun = vi.spyOn(server.runtime.generations, 'newest').mockImplementation(async () => {
      await go.promise;
      return newest();
    });
    const placed = vi.spyOn(server.runtime.generations, 'branches');
    const query = '{ newestGeneration { branches { edges { cursor } } } }';
    const client = await rawSocket(server.url);
    client.socket.write(operationRequest(query));
    const socket = await initializedSocket(server.url);
    socket.subscribe('1', query);
    await vi.waitUntil(() => begun.mock.calls.length === 2);
    client.reset();
    socket.socket.terminate();
    await once(socket.socket, 'close');
    await fetch(`${server.url}/health/live`);
    go.resolve();
    await fetch(`${server.url}/health/live`);
    expect(placed).not.toHaveBeenCalled();
  });

  it('is not reported as an error', async () => {
    const lines = printed();
    const [{ id }] = await accept(server);
    const watching = `subscription { generationProgress(id: "${id}", after: 0) { __typename } }`;
    const upload = ['Content-Type: multipart/form-data; boundary=b', 'graphql-require-preflight: 1'];
    const requests: [string, string][] = [
      ['never reads', operationRequest('{ models { name classes { edges { cursor } } } }')],
      ['in its headers', 'POST /graphql HTTP/1.1\r\nHost: loc'],
      [
        'in its body',
        `${head('POST', '/graphql', ['Content-Type: application/json', 'Content-Length: 99'])}{`,
      ],
      ['in its upload', `${head('POST', '/graphql', [...upload, 'Content-Length: 999'])}--b\r\n`],
      ['in its events', operationRequest(watching, ['Accept: text/event-stream'])],
      ['in its picture', head('GET', `/images/${id}/0.png`, [])],
      ['in the page', head('GET', '/graphql', ['Accept: text/html'])],
    ];
    for (const [, bytes] of requests) {
      for (const leave of ['reset', 'end'] as const) {
        const client = await rawSocket(server.url);
        client.socket.write(bytes);
        await fetch(`${server.url}/health/live`);
        if (leave === 'reset') client.reset();
        else client.socket.destroy();
        await client.end();
      }
    }
    const socket = await initializedSocket(server.url);
    socket.subscribe('1', watching);
    socket.subscribe('2', '{ newestGeneration { id } }');
    socket.socket.terminate();
    await once(socket.socket, 'close');
    for (let round = 0; round < 20; round++) await fetch(`${server.url}/health/live`);
    expect(server.logged).toEqual([]);
    expect(lines).toEqual([]);
  });
});
