import { on, once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ApiServer, post, startApiServer } from '../api/api-server.ts';
import { webSocketUrl } from '../api/transports.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({ limits: { bodyBytes: 10_000 } });
});
afterAll(() => server.close());

const query = '{ __typename }';
const answer = { data: { __typename: 'Query' } };

function form(fileBytes = 0): FormData {
  const body = new FormData();
  body.append('operations', JSON.stringify({ query }));
  body.append('map', '{}');
  if (fileBytes > 0) body.append('0', new Blob([new Uint8Array(fileBytes)]));
  return body;
}

function upload(body: FormData, headers: Record<string, string>): Promise<Response> {
  return fetch(`${server.url}/graphql`, { method: 'POST', body, headers });
}

describe('an operation with files', () => {
  it.each(['graphql-require-preflight', 'apollo-require-preflight', 'x-graphql-yoga-csrf'])(
    'is taken with the header %s, which no form of another site can send',
    async header => {
      const response = await upload(form(100_000), { [header]: '1' });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject(answer);
    },
  );

  it.each([
    ['a text', 'String!', 'model(name: $value) { name }'],
    ['an id', 'ID!', 'generation(id: $value) { id }'],
    ['a number', 'Int!', 'generations(first: $value) { __typename }'],
  ])('is refused where a file comes instead of %s, without its bytes', async (_case, type, field) => {
    const body = new FormData();
    body.append(
      'operations',
      JSON.stringify({ query: `query ($value: ${type}) { ${field} }`, variables: { value: null } }),
    );
    body.append('map', '{"0": ["variables.value"]}');
    body.append('0', new Blob([new Uint8Array(5_000_000)]));
    const { errors } = await (await upload(body, { 'graphql-require-preflight': '1' })).json();
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: {
          code: 'BAD_USER_INPUT',
          field: 'value',
          given: '"a file of 5000000 bytes"',
          requestId: expect.any(String),
        },
      }),
    ]);
  });

  it('is refused without it, with an error that names it', async () => {
    const response = await upload(form(), {});
    expect(response.status).toBe(403);
    const { errors } = await response.json();
    expect(errors[0].extensions.code).toBe('PREFLIGHT_HEADER_MISSING');
    expect(errors[0].message).toContain('graphql-require-preflight');
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-database'])(
    'or any other is not taken as %s, whatever the headers',
    async type => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        body: JSON.stringify({ query }),
        headers: { 'content-type': type, 'graphql-require-preflight': '1' },
      });
      expect(response.status).toBe(415);
    },
  );

  it('that cannot be read is answered with why', async () => {
    const body = new FormData();
    body.append('operations', '{');
    const response = await upload(body, { 'graphql-require-preflight': '1' });
    expect(response.status).toBe(400);
    expect((await response.json()).errors[0].message).toContain('"operations"');
  });
});

describe('a body of a gigabyte', () => {
  const gigabyte = 2 ** 30;
  const boundary = 'b';

  /** Sends as much as the server takes. @returns the answer, and how much was sent until it came. */
  async function send(headers: Record<string, string | number>): Promise<{ status: number; sent: number }> {
    let sent = 0;
    const chunk = Buffer.alloc(2 ** 16);
    const body = Readable.from(
      (function* () {
        yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="0"; filename="x"\r\n\r\n`);
        for (; sent < gigabyte; sent += chunk.length) yield chunk;
      })(),
    );
    const upload = request(`${server.url}/graphql`, { method: 'POST', headers });
    upload.on('error', () => body.destroy());
    body.pipe(upload);
    const [response] = await once(upload, 'response');
    response.resume();
    body.destroy();
    upload.destroy();
    return { status: response.statusCode, sent };
  }

  const kinds = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'graphql-require-preflight': '1',
  };

  it('is cut off when it turns out to be too large', async () => {
    const before = process.memoryUsage.rss();
    const { status, sent } = await send({ ...kinds, 'transfer-encoding': 'chunked' });
    expect(status).toBe(413);
    expect(sent).toBeLessThan(gigabyte / 8);
    expect(process.memoryUsage.rss() - before).toBeLessThan(gigabyte / 4);
  });

  it('is not read at all when it says so', async () => {
    const { status, sent } = await send({ ...kinds, 'content-length': gigabyte });
    expect(status).toBe(413);
    expect(sent).toBeLessThan(gigabyte / 8);
  });

  it('is cut off as JSON, too', async () => {
    const { status, sent } = await send({
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    });
    expect(status).toBe(413);
    expect(sent).toBeLessThan(gigabyte / 8);
  });
});

describe('a data URI in the variables', () => {
  const picture = `data:image/png;base64,${Buffer.alloc(8 * 2 ** 20).toString('base64')}`;

  it('may hold a picture of 8 MiB beside an operation of any allowed length', async () => {
    const response = await post(server.url, {
      query,
      variables: { dataUri: picture, text: 'x'.repeat(9000) },
    });
    expect(await response.json()).toMatchObject(answer);
  });

  it('makes no room for anything else', async () => {
    const response = await post(server.url, {
      query,
      variables: { dataUri: picture, text: 'x'.repeat(11_000) },
    });
    expect(response.status).toBe(413);
    expect((await response.json()).errors[0].extensions).toMatchObject({
      code: 'REQUEST_ENTITY_TOO_LARGE',
      limit: 10_000,
    });
  });

  it('may not be larger', async () => {
    const larger = `${picture}${'A'.repeat(2 ** 20)}`;
    expect((await post(server.url, { query, variables: { dataUri: larger } })).status).toBe(413);
  });

  it('comes over WebSocket as well', async () => {
    const socket = new WebSocket(webSocketUrl(server.url), 'graphql-transport-ws');
    await once(socket, 'open');
    const send = (message: object) => socket.send(JSON.stringify(message));
    const messages = on(socket, 'message');
    const receive = async () => {
      const { value } = await messages.next();
      return JSON.parse(String(value?.[0]));
    };
    send({ type: 'connection_init' });
    expect(await receive()).toMatchObject({ type: 'connection_ack' });
    send({ id: '1', type: 'subscribe', payload: { query, variables: { dataUri: picture } } });
    expect(await receive()).toMatchObject({ type: 'next', payload: answer });
    expect(await receive()).toMatchObject({ type: 'complete' });
    send({
      id: '2',
      type: 'subscribe',
      payload: { query, variables: { dataUri: picture, text: 'x'.repeat(11_000) } },
    });
    expect(await receive()).toMatchObject({
      id: '2',
      type: 'error',
      payload: [{ extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', limit: 10_000 } }],
    });
    socket.terminate();
  });
});
