import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { StorageUnavailableError } from '../../src/database/storage-unavailable-error.ts';
import { accept } from './accept.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { overEventStream, overWebSocket, webSocketUrl } from './transports.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({
    corsOrigins: ['https://app.example.com'],
    limits: { bodyBytes: 10_000, cost: 2000, depth: 8 },
  });
});
afterAll(() => server.close());

describe('limits', () => {
  const large = { query: '{ models { name } }', variables: { text: 'x'.repeat(20_000) } };

  it('refuse a body that is too large, said or not', async () => {
    expect((await post(server.url, large)).status).toBe(413);
    const chunked = request(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    chunked.end(JSON.stringify(large));
    const [response] = await once(chunked, 'response');
    expect(response.statusCode).toBe(413);
  });

  it('refuse an operation that costs too much, for each set of variables', async () => {
    const query =
      'query ($first: Int) { generations(first: $first) { edges { node { id status revision batchId createdAt startedAt finishedAt warnings recipe { seed } scales { id } } } } }';
    const send = async (first: number) => post(server.url, { query, variables: { first } });
    expect((await send(10)).status).toBe(200);
    const costly = await send(100);
    expect(costly.status).toBe(400);
    expect(await costly.json()).toMatchObject({
      errors: [{ extensions: { code: 'QUERY_TOO_COSTLY', cost: { limit: 2000 } } }],
    });
    expect((await send(10)).status).toBe(200);
  });

  it('count every alias of a picture', async () => {
    const aliases = Array.from(
      { length: 100 },
      (_, edge) => `i${edge}: image(maxEdge: ${edge + 1}) { dataUri }`,
    );
    const query = `{ newestGeneration { bestScale { ${aliases.join(' ')} } } }`;
    const { errors } = await (await post(server.url, { query })).json();
    expect(errors[0].extensions.code).toBe('QUERY_TOO_COSTLY');
  });

  it('refuse an operation that is nested too deeply', async () => {
    const query = `{ models { classes { edges { node { ${'group { '.repeat(6)} name ${'} '.repeat(6)} } } } } }`;
    const { errors } = await (await post(server.url, { query })).json();
    expect(errors[0].extensions.code).toBe('QUERY_TOO_DEEP');
  });

  it('hold for subscriptions over WebSocket', async () => {
    const query = watchWith(
      Array.from({ length: 60 }, (_, edge) => `i${edge}: image(maxEdge: ${edge + 1}) { dataUri }`),
    );
    const socket = new WebSocket(webSocketUrl(server.url), 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    const [message] = await once(socket, 'message');
    expect(String(message)).toContain('QUERY_TOO_COSTLY');
    socket.terminate();
  });
});

describe('pages of other sites', () => {
  it.each([
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 403],
    ['text/plain', 415],
  ])('cannot send an operation as a form: %s', async (type, status) => {
    const body = 'query=mutation%20%7B%20generateImage(input%3A%20%7B%7D)%20%7B%20__typename%20%7D%20%7D';
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(response.status).toBe(status);
  });

  it('cannot change anything with a GET', async () => {
    const query = encodeURIComponent('mutation { generateImage(input: {}) { __typename } }');
    expect((await fetch(`${server.url}/graphql?query=${query}`)).status).toBe(405);
  });

  it('may use the API only from origins that the operator allows', async () => {
    const preflight = async (origin: string) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await preflight('https://app.example.com')).toBe('https://app.example.com');
    expect(await preflight('https://evil.example')).toBeNull();
    const answer = await post(server.url, { query: '{ __typename }' }, { origin: 'https://evil.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the server', () => {
  it('tells nothing of an unexpected error but logs it', async () => {
    const failure = vi.spyOn(server.runtime.generations, 'newest').mockRejectedValue(new Error('a secret'));
    const response = await post(server.url, { query: '{ newestGeneration { id } }' });
    const text = await response.text();
    expect(text).toContain('Unexpected error.');
    expect(text).not.toContain('secret');
    expect(server.logged.join()).toContain('a secret');
    failure.mockRestore();
  });

  it('streams to what a page can make without any library, an EventSource', async () => {
    const [{ id }] = await accept(server);
    const query = `subscription { generationProgress(id: "${id}") { __typename } }`;
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = await response.text();
    expect(text).toContain('GenerationSnapshot');
    expect(text).toContain('GenerationFinished');
    expect(text.trimEnd()).toMatch(/event: complete\ndata:$/);
  });

  it('says whether it lives and whether it is ready', async () => {
    expect(await (await fetch(`${server.url}/health/live`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${server.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ok', database: true, engine: true });
    const failure = vi
      .spyOn(server.runtime.storage, 'check')
      .mockRejectedValue(new StorageUnavailableError('away', 'The database is not responding.', true));
    const unready = await fetch(`${server.url}/health/ready`);
    expect(unready.status).toBe(503);
    expect(await unready.json()).toEqual({
      status: 'unavailable',
      database: false,
      engine: true,
      reasons: ['The database is not responding.'],
    });
    failure.mockRestore();
  });

  it('is not ready while the default model cannot be started', async () => {
    const ready = vi.spyOn(server.runtime.engine, 'ready', 'get').mockReturnValue(false);
    const unready = await fetch(`${server.url}/health/ready`);
    expect(unready.status).toBe(503);
    expect(await unready.json()).toMatchObject({ engine: false, reasons: [expect.stringContaining('tiny')] });
    ready.mockRestore();
  });

  it('answers unknown paths with a problem', async () => {
    const response = await fetch(`${server.url}/nothing`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('shows GraphiQL to browsers, which is one page, compressed and known again', async () => {
    const page = await fetch(`${server.url}/graphql`, {
      headers: { accept: 'text/html', 'accept-encoding': 'identity' },
    });
    const html = await page.text();
    expect(html).toContain('MakePicture');
    const compressed = async (encoding: string) => {
      const sent = request(`${server.url}/graphql`, {
        headers: { accept: 'text/html', 'accept-encoding': encoding },
      });
      sent.end();
      const [response] = await once(sent, 'response');
      if (!(response instanceof IncomingMessage)) throw new Error('no response');
      expect(response.headers['content-encoding']).toBe(encoding.split(';')[0]);
      return Buffer.concat(await response.toArray());
    };
    expect(brotliDecompressSync(await compressed('br')).toString()).toBe(html);
    expect(gunzipSync(await compressed('gzip;q=0.5')).toString()).toBe(html);
    const again = await fetch(`${server.url}/graphql`, {
      headers: { accept: 'text/html', 'if-none-match': page.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('names pictures by the address of the operator, where there is one', async () => {
    const behindProxy = await startApiServer({ publicUrl: 'https://pictures.example.com/' });
    try {
      const [{ id }] = await accept(behindProxy);
      for await (const { data } of overWebSocket(behindProxy.url, watch, { id, after: 0 })) {
        const event = data?.generationProgress;
        if (event?.__typename !== 'ScaleFinished') continue;
        expect(event.scale.image.url).toMatch(/^https:\/\/pictures\.example\.com\/images\//);
      }
    } finally {
      await behindProxy.close();
    }
  });
});

describe('closing the server', () => {
  it('ends subscriptions so that clients know to connect again, and lets requests finish', async () => {
    const closing = await startApiServer();
    closing.runtime.engine.hold();
    const [{ id }] = await accept(closing);
    await closing.runtime.engine.reached();
    const socket = new WebSocket(webSocketUrl(closing.url), 'graphql-transport-ws');
    await once(socket, 'open');
    const events = overEventStream(closing.url, watch, { id });
    await events.next();
    const cutOff = expect(events.next()).rejects.toThrow();

    const slow = Promise.withResolvers<null>();
    const newest = vi.spyOn(closing.runtime.generations, 'newest').mockReturnValue(slow.promise);
    const pending = post(closing.url, { query: '{ newestGeneration { id } }' });
    await vi.waitUntil(() => newest.mock.calls.length > 0);

    const closed = closing.http.close();
    expect((await once(socket, 'close'))[0]).toBe(1001);
    await cutOff;
    slow.resolve(null);
    expect(await (await pending).json()).toMatchObject({ data: { newestGeneration: null } });
    await closed;
    await expect(fetch(closing.url)).rejects.toThrow();
    expect(closing.runtime.subscriberCount).toBe(0);
    newest.mockRestore();
    await closing.close();
  });
});

function watchWith(images: readonly string[]): string {
  return `subscription { generationProgress { ... on ScaleFinished { scale { ${images.join(' ')} } } } }`;
}
