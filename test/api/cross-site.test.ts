import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from './api-server.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({ corsOrigins: ['https://app.example.com'] });
});
afterAll(() => server.close());

/** Sends a query by GET. (`fetch` would not let these headers be set.) */
async function get(
  headers: Record<string, string>,
  url = server.url,
): Promise<{ status: number | undefined; body: string }> {
  const sent = request(`${url}/graphql?query=${encodeURIComponent('{ models { name } }')}`, {
    headers: { accept: '*/*', ...headers },
  }).end();
  const [response] = await once(sent, 'response');
  return { status: response.statusCode, body: await text(response) };
}

describe('a query by GET', () => {
  it.each(['variables=x', 'extensions=%7B'])('with %s is a bad request, which nobody logs', async wrong => {
    const answer = await fetch(
      `${server.url}/graphql?query=${encodeURIComponent('{ __typename }')}&${wrong}`,
    );
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(server.logged).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['a program', {}],
    ['a page of this server', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }],
    ['the address bar', { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' }],
    [
      'a page whose origin is allowed',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'empty', origin: 'https://app.example.com' },
    ],
  ])('is answered for %s', async (_case, headers) => {
    const { status, body } = await get(headers);
    expect(status).toBe(200);
    expect(body).toContain('tiny');
  });

  it.each<[string, Record<string, string>]>([
    [
      'a picture of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' },
    ],
    ['a picture of another site, on plain HTTP', { accept: 'image/avif,image/webp,image/apng,*/*;q=0.8' }],
    ['a script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'script' }],
    ['a picture of a page of this server', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image' }],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'empty' }],
    [
      'a page of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'empty', origin: 'https://evil.example' },
    ],
    ['a page of another site, on plain HTTP', { origin: 'http://evil.example' }],
    ['an EventSource of another site', { accept: 'text/event-stream', origin: 'https://evil.example' }],
  ])('is refused for %s', async (_case, headers) => {
    const { status, body } = await get(headers);
    expect(status).toBe(403);
    expect(body).toContain('CROSS_SITE_GET');
  });

  it('is refused for everybody when the operator says so', async () => {
    const without = await startApiServer({ graphqlGet: false });
    try {
      expect((await get({}, without.url)).status).toBe(405);
    } finally {
      await without.close();
    }
  });
});

describe('the type of a body', () => {
  it.each([
    'APPLICATION/JSON',
    'Application/Json; Charset=UTF-8',
    'application/json ; charset=utf-8',
    'application/JSON;odata=verbose',
  ])('may be written %s', async type => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });
});
