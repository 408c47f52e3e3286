import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept } from './accept.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { head, operationRequest, rawSocket } from './raw-socket.ts';
import { all, overWebSocket, transports } from './transports.ts';

const answerBytes = 100_000;

let server: ApiServer;
let id: string;

beforeAll(async () => {
  // What is too large would mostly be too costly before.
  server = await startApiServer({ limits: { answerBytes, cost: 1_000_000 } });
  const [generation] = await accept(server);
  id = generation.id;
  await all(overWebSocket(server.url, watch, { id }));
});
afterAll(() => server.close());

function pictures(count: number): string {
  return Array.from({ length: count }, (_, copy) => `p${copy}: image(format: PNG) { dataUri }`).join(' ');
}

describe('an answer that is too large', () => {
  it('is an error over HTTP', async () => {
    const response = await post(server.url, {
      query: `{ newestGeneration { bestScale { ${pictures(20)} } } }`,
    });
    expect(response.status).toBe(400);
    const { errors } = await response.json();
    expect(errors).toMatchObject([{ extensions: { code: 'RESPONSE_TOO_LARGE', limit: answerBytes } }]);
  });

  it('is not what is a little smaller', async () => {
    const response = await post(server.url, {
      query: `{ newestGeneration { bestScale { ${pictures(1)} } } }`,
    });
    expect(response.status).toBe(200);
  });

  it.each(transports)(
    'is an error in the place of one event over %s; the others come',
    async (_name, subscribe) => {
      const events = await all(subscribe(server.url, watchPictures(20), {}));
      const tooLarge = events.filter(({ errors }) => errors !== undefined);
      expect(tooLarge.length).toBeGreaterThan(0);
      for (const { errors } of tooLarge)
        expect(errors).toMatchObject([{ extensions: { code: 'RESPONSE_TOO_LARGE' } }]);
      expect(events.at(-1)).toMatchObject({
        data: { generationProgress: { __typename: 'GenerationFinished' } },
      });
    },
  );
});

describe('answers that nobody reads', () => {
  it('are not added to without end', async () => {
    const stingy = await startApiServer({ limits: { unreadBytes: 2 ** 20 } });
    try {
      const [{ id }] = await accept(stingy);
      await all(overWebSocket(stingy.url, watch, { id }));
      const client = await rawSocket(stingy.url);
      client.socket.pause();
      const query = `{ newestGeneration { bestScale { ${pictures(14)} } } }`;
      client.socket.write(operationRequest(query).repeat(40));
      // Somebody else of the same address is told to come again, until there is room.
      let refused = '';
      while (!refused.includes('TOO_MUCH_UNREAD')) {
        const response = await post(stingy.url, { query });
        refused = await response.text();
      }
      expect((await post(stingy.url, { query: '{ __typename }' })).status).toBe(200);
      client.reset();
      while (!(await post(stingy.url, { query })).ok) {
        // Until what waited for the other is gone.
      }
    } finally {
      await stingy.close();
    }
  });
});

describe('what is not there', () => {
  it.each(['/nothing', '/pictures/a/b', '/images/x/y', '/thumbnails/x/1.webp', '/graphql/x'])(
    'is a page at %s for people, and a problem for programs',
    async path => {
      const page = await fetch(server.url + path, { headers: { accept: 'text/html,*/*;q=0.8' } });
      expect(page.status).toBe(404);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await page.text()).toContain('<h1>');
      for (const accept of ['*/*', 'application/json, text/html;q=0.1', 'text/html;q=0, */*']) {
        const problem = await fetch(server.url + path, { headers: { accept } });
        expect(problem.headers.get('content-type')).toBe('application/problem+json');
        expect(await problem.json()).toMatchObject({ status: 404 });
      }
    },
  );

  it('is not taken for a part of the page', async () => {
    const client = await rawSocket(server.url);
    client.socket.write(head('GET', '/<script>alert(1)</script>', ['Accept: text/html']));
    expect(await client.until('</html>')).not.toContain('<script>');
    client.reset();
  });
});

/** A subscription with so many copies of every picture. */
function watchPictures(count: number): TypedDocumentNode<unknown, Record<string, never>> {
  return parse(
    `subscription { generationProgress(id: "${id}", after: 0) { __typename ... on ScaleFinished { scale { ${pictures(count)} } } } }`,
  );
}
