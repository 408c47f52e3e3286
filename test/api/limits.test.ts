import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DatabaseSite, newDatabaseSite } from '../setup/test-databases.ts';
import { post } from './api-server.ts';
import {
  ask,
  bearer,
  keyWith,
  type LimitingServer,
  openSocket,
  startLimitingServer,
} from './limited-clients.ts';

let site: DatabaseSite;
let server: LimitingServer;
beforeAll(async () => {
  site = await newDatabaseSite('server', { withTables: true });
  server = await startLimitingServer(site);
});
afterAll(async () => {
  await server.close();
  await site.remove();
});

const models = '{ models { name } }';
const generate = (input: string) =>
  `mutation { generateImage(input: { class: { name: "fox" }, seed: 7, ${input} }) {
    __typename
    ... on GenerationsCreated { generations { id } }
    ... on RateLimitedError { message policy quota window requested retryAfter }
    ... on QueueFullError { queueLimit: limit }
  } }`;
const limitsOf = '{ viewer { owner scopes limits { name quota remaining window resetAfter } } }';
/** Pixels of a picture of the test model. */
const picturePixels = 96 * 96;

const rateLimited = (policy: string) => ({
  code: 'RATE_LIMITED',
  policy,
  retryAfter: expect.any(Number),
});

const generatedSchema = z.object({
  data: z.object({
    generateImage: z.looseObject({
      __typename: z.string(),
      generations: z.array(z.object({ id: z.string() })).default([]),
    }),
  }),
});

async function create(token: string, input = 'imageIndex: 0') {
  const answer = await ask(server, token, generate(input));
  return generatedSchema.parse(await answer.json()).data.generateImage;
}

/** The limits of a key, by name. */
async function told(token: string) {
  const schema = z.object({
    data: z.object({
      viewer: z.object({
        limits: z.array(z.looseObject({ name: z.string(), remaining: z.number() })),
      }),
    }),
  });
  const { limits } = schema.parse(await (await ask(server, token, limitsOf)).json()).data.viewer;
  return Object.fromEntries(limits.map(({ name, ...limit }) => [name, limit]));
}

describe('requests per minute', () => {
  it('are counted down in headers, and refused with 429 and the time to wait', async () => {
    const token = await keyWith(server, 'requests=3,cost=none');
    for (const remaining of [2, 1, 0]) {
      const response = await ask(server, token, models);
      expect(response.status).toBe(200);
      expect(response.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60');
      expect(response.headers.get('ratelimit')).toMatch(new RegExp(`^"requests";r=${remaining};t=\\d+$`));
    }
    const refused = await ask(server, token, models);
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.headers.get('ratelimit')).toBe(`"requests";r=0;t=${wait}`);
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(/^The limit "requests" is used up: 3 per minute\. Try again in /),
          extensions: {
            code: 'RATE_LIMITED',
            policy: 'requests',
            quota: 3,
            window: 60,
            requested: 1,
            retryAfter: wait,
            requestId: refused.headers.get('x-request-id'),
          },
        },
      ],
    });
  });

  it('are counted over all transports; each refuses in its own way', async () => {
    const token = await keyWith(server, 'requests=4');
    const created = await create(token);
    const id = created.generations[0]?.id ?? '';
    const watch = `subscription { generationProgress(id: "${id}") { __typename } }`;
    const stream = await ask(server, token, watch, { accept: 'text/event-stream' });
    expect(await stream.text()).toContain('GenerationFinished');
    const socket = await openSocket(server, token);
    await socket.receive(({ type }) => type === 'connection_ack');
    socket.subscribe('1', models);
    await socket.receive(({ id, type }) => id === '1' && type === 'complete');
    const picture = `${server.url}/images/${Buffer.from(id, 'base64').toString().replace('Generation:', '')}/0.png`;
    const served = await fetch(picture, { headers: bearer(token) });
    expect(served.status).toBe(200);
    expect(served.headers.get('ratelimit')).toContain('"requests";r=0;t=');

    // Only the operation is refused, and the socket stays open.
    socket.subscribe('2', watch);
    const { type, payload } = await socket.receive(({ id }) => id === '2');
    expect(type).toBe('error');
    expect(payload).toEqual([
      { message: expect.any(String), extensions: expect.objectContaining(rateLimited('requests')) },
    ]);
    socket.send({ type: 'ping' });
    await socket.receive(({ type }) => type === 'pong');
    socket.socket.close();

    const refusedStream = await ask(server, token, watch, { accept: 'text/event-stream' });
    expect(refusedStream.status).toBe(429);
    const refusedPicture = await fetch(picture, { headers: bearer(token) });
    expect(refusedPicture.status).toBe(429);
    expect(refusedPicture.headers.get('content-type')).toBe('application/problem+json');
    expect(Number(refusedPicture.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('do not include pictures by signed address', async () => {
    const token = await keyWith(server, 'requests=3');
    const { generations } = await create(token);
    const id = generations[0]?.id;
    await (
      await ask(server, token, `subscription { generationProgress(id: "${id}") { __typename } }`, {
        accept: 'text/event-stream',
      })
    ).text();
    const answer = await ask(server, token, `{ generation(id: "${id}") { scales { image { url } } } }`);
    const url = /http[^"]+/.exec(await answer.text())?.[0] ?? '';
    expect((await ask(server, token, models)).status).toBe(429);
    expect((await fetch(url)).status).toBe(200);
  });

  it('of one key are not those of another, even of the same owner', async () => {
    const [first, second] = [
      await keyWith(server, 'requests=1', 'rotating'),
      await keyWith(server, 'requests=1', 'rotating'),
    ];
    expect((await ask(server, first, models)).status).toBe(200);
    expect((await ask(server, first, models)).status).toBe(429);
    expect((await ask(server, second, models)).status).toBe(200);
  });
});

describe('cost per minute', () => {
  const costSchema = z.object({
    extensions: z.object({
      cost: z.object({
        requested: z.number(),
        budget: z.object({ limit: z.number(), remaining: z.number(), resetAfter: z.number() }),
      }),
    }),
  });

  it('is reported with every response, and refused before anything is executed', async () => {
    const token = await keyWith(server, 'cost=2500');
    const first = costSchema.parse(await (await ask(server, token, generate('imageIndex: 0'))).json());
    const { requested, budget } = first.extensions.cost;
    expect(budget).toMatchObject({ limit: 2500, remaining: 2500 - requested });
    expect(budget.resetAfter).toBeLessThanOrEqual(60);
    await ask(server, token, generate('imageIndex: 1'));
    const response = await ask(server, token, generate('imageIndex: 2'));
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const refused = z
      .looseObject({ errors: z.array(z.looseObject({ extensions: z.looseObject({}) })) })
      .parse(await response.json());
    expect(refused).not.toHaveProperty('data');
    expect(refused.errors[0]?.extensions).toMatchObject({ ...rateLimited('cost'), requested });
    expect(refused).toMatchObject({ extensions: { cost: { requested, budget: { limit: 2500 } } } });
    // What is left is enough for something cheaper.
    expect((await ask(server, token, models)).status).toBe(200);
  });

  it('of an operation that exceeds the whole quota is refused without a time to wait', async () => {
    const token = await keyWith(server, 'cost=100');
    const response = await ask(server, token, generate('imageIndex: 0'));
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBeNull();
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', policy: 'cost', quota: 100, retryAfter: null } }],
    });
  });

  it('applies to each operation on a socket alone', async () => {
    const token = await keyWith(server, 'cost=1500');
    const socket = await openSocket(server, token);
    await socket.receive(({ type }) => type === 'connection_ack');
    socket.subscribe('1', generate('imageIndex: 0'));
    await socket.receive(({ id, type }) => id === '1' && type === 'complete');
    socket.subscribe('2', generate('imageIndex: 1'));
    const { payload } = await socket.receive(({ id }) => id === '2');
    expect(payload).toMatchObject({ errors: [{ extensions: rateLimited('cost') }] });
    socket.subscribe('3', models);
    await socket.receive(({ id, type }) => id === '3' && type === 'complete');
    socket.socket.close();
  });

  it('of subscriptions is counted when they start', async () => {
    const token = await keyWith(server, 'cost=20');
    const watch = 'subscription { generationProgress { __typename } }';
    const stream = await ask(
      server,
      token,
      `${watch.slice(0, -3)} ... on ScaleFinished { scale { index tokens } } } }`,
      {
        accept: 'text/event-stream',
      },
    );
    expect(await stream.text()).toContain('"policy":"cost"');
  });
});

describe('pixels per day', () => {
  it('are used by pictures that are created, and refused with a typed error', async () => {
    const token = await keyWith(server, `pixels=${3 * picturePixels}`);
    expect(await create(token, 'count: 2, idempotencyKey: "once"')).toMatchObject({
      __typename: 'GenerationsCreated',
    });
    expect(await create(token, 'count: 2')).toMatchObject({
      __typename: 'RateLimitedError',
      policy: 'PIXELS',
      quota: 3 * picturePixels,
      window: 86_400,
      requested: 2 * picturePixels,
      retryAfter: 86_400,
    });
    // Neither a refusal nor a repetition uses anything up.
    expect(await create(token, 'count: 2, idempotencyKey: "once"')).toMatchObject({
      __typename: 'GenerationsCreated',
    });
    expect(await told(token)).toMatchObject({ PIXELS: { remaining: picturePixels } });
    expect(await create(token)).toMatchObject({ __typename: 'GenerationsCreated' });
    expect(await told(token)).toMatchObject({ PIXELS: { remaining: 0 } });
  });

  it('never allow a request that exceeds the whole quota', async () => {
    const token = await keyWith(server, `pixels=${picturePixels}`);
    expect(await create(token, 'count: 2')).toMatchObject({
      __typename: 'RateLimitedError',
      message: expect.stringContaining(`This request alone needs ${2 * picturePixels}.`),
      retryAfter: null,
    });
  });
});

it('pictures queued at once are refused as those of a full queue', async () => {
  const token = await keyWith(server, 'pictures=2');
  server.runtime.engine.hold();
  try {
    expect(await create(token, 'count: 3')).toEqual({
      __typename: 'QueueFullError',
      queueLimit: 2,
      generations: [],
    });
    expect(await create(token, 'count: 2')).toMatchObject({ __typename: 'GenerationsCreated' });
  } finally {
    server.runtime.engine.release();
  }
});

describe('uploaded bytes per day', () => {
  const upload = (token: string, bytes: number) => {
    const body = new FormData();
    const query =
      'mutation ($file: File) { refineImage(input: { source: { upload: $file } }) { __typename } }';
    body.append('operations', JSON.stringify({ query, variables: { file: null } }));
    body.append('map', JSON.stringify({ 0: ['variables.file'] }));
    body.append('0', new Blob([new Uint8Array(bytes)]));
    return fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { ...bearer(token), 'graphql-require-preflight': 'yes' },
      body,
    });
  };
  const refused = { errors: [{ extensions: rateLimited('upload') }] };

  it('are counted by request, and refused before they are read', async () => {
    const token = await keyWith(server, 'upload=200000');
    expect((await upload(token, 150_000)).status).toBe(200);
    const response = await upload(token, 100_000);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(86_000);
    expect(await response.json()).toMatchObject(refused);
    expect((await upload(token, 20_000)).status).toBe(200);
  });

  it('include pictures in variables, but not ordinary operations', async () => {
    const token = await keyWith(server, 'upload=100000');
    const send = (characters: number) =>
      post(server.url, { query: models, variables: { unused: 'x'.repeat(characters) } }, bearer(token));
    for (let request = 0; request < 3; request++) expect((await send(50_000)).status).toBe(200);
    expect((await send(80_000)).status).toBe(200);
    expect(await (await send(80_000)).json()).toMatchObject(refused);

    const socket = await openSocket(server, token);
    await socket.receive(({ type }) => type === 'connection_ack');
    socket.subscribe('1', `${models} ${' '.repeat(80_000)}`);
    const { payload } = await socket.receive(({ id }) => id === '1');
    expect(payload).toMatchObject([{ extensions: rateLimited('upload') }]);
    socket.socket.close();
  });
});

describe('what a client is told', () => {
  it('is every limit, with what is left of it', async () => {
    const token = await keyWith(
      server,
      'requests=100,pictures=20,pixels=1000000,sockets=5,upload=none',
      'sofia',
    );
    const socket = await openSocket(server, token);
    await socket.receive(({ type }) => type === 'connection_ack');
    await ask(server, token, models);
    const response = await ask(server, token, limitsOf);
    const resetAfter = expect.any(Number);
    expect(await response.json()).toMatchObject({
      data: {
        viewer: {
          owner: 'sofia',
          scopes: ['READ', 'GENERATE'],
          limits: [
            { name: 'REQUESTS', quota: 100, remaining: 98, window: 60, resetAfter },
            { name: 'COST', quota: 3_000_000, window: 60, resetAfter },
            { name: 'PICTURES', quota: 20, remaining: 20, window: null, resetAfter: null },
            { name: 'PIXELS', quota: 1_000_000, remaining: 1_000_000, window: 86_400, resetAfter: null },
            { name: 'SOCKETS', quota: 5, remaining: 4, window: null, resetAfter: null },
          ],
        },
      },
    });
    socket.socket.close();
  });

  it('is nothing without limits', async () => {
    const token = await keyWith(server, 'none');
    for (let request = 0; request < 20; request++) {
      const response = await ask(server, token, limitsOf);
      expect(response.status).toBe(200);
      expect(response.headers.get('ratelimit')).toBeNull();
      expect(response.headers.get('ratelimit-policy')).toBeNull();
      const answer = await response.json();
      expect(answer).toMatchObject({ data: { viewer: { limits: [] } } });
      expect(JSON.stringify(answer)).not.toContain('budget');
    }
  });
});
