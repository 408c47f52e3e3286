import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ExecutionResult, type GraphQLFormattedError, getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { HistoryDocument, WatchGenerationDocument } from '../../src/studio/gql/graphql.ts';
import { accept } from './accept.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { all, overEventStream, overWebSocket, webSocketUrl } from './transports.ts';

let server: ApiServer;
let id: string;

beforeAll(async () => {
  server = await startApiServer();
  [{ id }] = await accept(server);
  await all(overWebSocket(server.url, watch, { id }));
});
afterAll(() => server.close());

interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

type Answer = Pick<ExecutionResult, 'data' | 'extensions'> & {
  readonly errors?: readonly GraphQLFormattedError[];
};

async function overHttp(operation: Operation): Promise<Answer> {
  return (await post(server.url, operation)).json();
}

/** Over a socket that has another operation under way, which goes on. */
async function overSocket({ query, variables = {} }: Operation): Promise<Answer> {
  let opened = 0;
  const client = createClient({
    url: webSocketUrl(server.url),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    // Stays open between operations, as long as the server leaves it open.
    lazyCloseTimeout: 60_000,
    on: { connected: () => opened++ },
  });
  const ask = async (asked: Operation): Promise<Answer> => {
    try {
      for await (const answer of client.iterate({ ...asked })) return answer as Answer;
      throw new Error('no answer');
    } catch (errors) {
      if (Array.isArray(errors)) return { errors };
      throw errors;
    }
  };
  try {
    const answer = await ask({ query, variables });
    expect(await ask({ query: '{ __typename }' })).toMatchObject({ data: { __typename: 'Query' } });
    expect(opened).toBe(1);
    return answer;
  } finally {
    await client.dispose();
  }
}

const transports = [
  ['HTTP', overHttp],
  ['WebSocket', overSocket],
] as const;

const times = (count: number, part: (index: number) => string, separator = ' '): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(separator);
const nested = (open: string, close: string, levels = 5000) => open.repeat(levels) + close.repeat(levels);
const long = 'x'.repeat(400_000);

describe.each(transports)('over %s a document is refused before it is parsed', (_transport, ask) => {
  it.each([
    ['selections in selections', nested('{ a ', '}'), 'QUERY_TOO_DEEP'],
    ['lists in lists', `{ model(name: ${nested('[', ']')}) { name } }`, 'QUERY_TOO_DEEP'],
    [
      'objects in objects',
      `{ model(name: ${'{a: '.repeat(5000)}1${'}'.repeat(5000)}) { name } }`,
      'QUERY_TOO_DEEP',
    ],
    [
      'types of lists of lists',
      `query ($a: ${nested('[', ']').replace('[]', '[Int]')}) { __typename }`,
      'QUERY_TOO_DEEP',
    ],
    ['a field again and again', `{ ${'__typename '.repeat(6000)}}`, 'QUERY_TOO_LONG'],
    // Each two of them are compared, with all that is below them.
    ['fields that have to be merged', `{ ${'models { name } '.repeat(600)}}`, 'QUERY_TOO_LONG'],
    ['directives', `{ __typename ${'@skip(if: true) '.repeat(3000)}}`, 'QUERY_TOO_LONG'],
    [
      'fragments',
      `{ __typename } ${times(2000, n => `fragment F${n} on Query { ...F${n + 1} }`)}`,
      'QUERY_TOO_LONG',
    ],
    ['a long comment', `{ __typename } # ${long}`, 'QUERY_TOO_LONG'],
    ['many lines', `{ __typename }${'\n'.repeat(400_000)}`, 'QUERY_TOO_LONG'],
    ['a name that the answer would repeat', `{ ${'x'.repeat(50_000)}: __typename }`, 'NAME_TOO_LONG'],
  ])('for %s', async (_case, query, code) => {
    const { data, errors } = await ask({ query });
    expect(data).toBeUndefined();
    expect(errors).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code }) })]);
  });
});

it('a document that goes too far is a bad request', async () => {
  expect((await post(server.url, { query: nested('{ a ', '}') })).status).toBe(400);
});

describe.each(transports)('over %s variables are refused', (_transport, ask) => {
  it.each([
    ['when they are nested', { a: nest(2000) }],
    ['when they are many', { a: Array(250_000).fill('x') }],
  ])('%s, before they are coerced', async (_case, variables) => {
    const { errors } = await ask({ query: '{ __typename }', variables });
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['VARIABLES_TOO_LARGE']);
  });

  it('with few errors in few words, however much is wrong', async () => {
    const query = `query ($status: [GenerationStatus!], $id: ID!) {
      generations(status: $status) { __typename } generation(id: $id) { id } }`;
    const { errors = [] } = await ask({
      query,
      variables: { status: Array(4000).fill('x'.repeat(100)) },
    });
    expect(errors).toHaveLength(20);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'status.0' });
  });

  it('without repeating what was sent', async () => {
    const query = 'mutation ($input: GenerateImageInput!) { generateImage(input: $input) { __typename } }';
    const unknown = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`unknown${n}`, n]));
    const answer = await ask({
      query,
      variables: { input: { ...unknown, idempotencyKey: long, seed: long } },
    });
    expect(answer.errors).toHaveLength(20);
    expect(JSON.stringify(answer).length).toBeLessThan(20_000);
  });
});

describe('errors', () => {
  it.each([
    ['ids', 'generation(id: $text) { id }'],
    ['cursors', 'generations(after: $text) { __typename }'],
    ['cursors of classes', 'model { classes(after: $text) { __typename } }'],
    ['searches', 'model { classes(search: $text) { __typename } }'],
  ])('about long %s are short', async (_case, field) => {
    const type = field.startsWith('generation(') ? 'ID!' : 'String!';
    const answer = await overHttp({
      query: `query ($text: ${type}) { ${times(60, n => `a${n}: ${field}`)} }`,
      variables: { text: long },
    });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      given: expect.any(String),
    });
    expect(JSON.stringify(answer).length).toBeLessThan(60_000);
  });

  it.each([
    ['a class', { class: { name: long } }, 'class.name'],
    ['a model', { model: long }, 'model'],
    ['a schedule', { canvas: { publishedSchedule: long } }, 'canvas.publishedSchedule'],
    ['an idempotency key', { idempotencyKey: long }, 'idempotencyKey'],
  ])('about a long name of %s say which field it was', async (_case, input, field) => {
    const query = `mutation ($input: GenerateImageInput!) {
      generateImage(input: $input) { ... on InvalidInputError { field given message } } }`;
    const { data } = await overHttp({ query, variables: { input } });
    expect(data?.generateImage).toMatchObject({ field });
    expect(JSON.stringify(data).length).toBeLessThan(1000);
  });

  it('are told up to a number', async () => {
    const { errors = [] } = await overHttp({
      query: `{ ${times(150, n => `a${n}: generation(id: "x") { id }`)} }`,
    });
    expect(errors).toHaveLength(51);
    expect(errors[50]).toMatchObject({
      message: 'and 100 more errors',
      extensions: { code: 'MORE_ERRORS', count: 100 },
    });
  });

  it('of a document are told up to a number', async () => {
    const { errors = [] } = await overHttp({ query: `{ ${times(1000, n => `unknown${n}`)} }` });
    expect(errors).toHaveLength(51);
  });

  it('a client made are no errors of the server', async () => {
    const before = server.logged.length;
    await overHttp({ query: 'subscription { generationProgress(id: "x") { __typename } }' });
    await overHttp({ query: '{ generation(id: "x") { id } }' });
    expect(server.logged.slice(before)).toEqual([]);
  });
});

interface ToldCost {
  readonly requested: number;
  readonly limit: number;
  readonly remaining: number;
}

const costOf = ({ extensions }: Answer) => extensions?.cost as ToldCost;

async function requested(query: string, variables: Record<string, unknown> = {}): Promise<number> {
  return costOf(await overHttp({ query, variables })).requested;
}

describe('the cost of an operation', () => {
  it.each(transports)('is told over %s', async (_transport, ask) => {
    expect(costOf(await ask({ query: '{ newestGeneration { id status } }' }))).toEqual({
      requested: 102,
      limit: 40_000,
      remaining: 39_898,
    });
  });

  it.each(transports)('is not told over %s of what could not be priced', async (_transport, ask) => {
    for (const operation of [
      { query: '{' },
      { query: '{ nothing }' },
      { query: 'query ($n: Int) { generations(first: $n) { edges { cursor } } }', variables: { n: 'x' } },
    ]) {
      const answer = await ask(operation);
      expect(answer.errors).not.toEqual([]);
      expect(answer.extensions?.cost).toBeUndefined();
    }
  });

  it.each(transports)('is told over %s when it is too much', async (_transport, ask) => {
    const query = `{ generations(first: 100) { edges { node { ${times(600, n => `a${n}: status`)} } } } }`;
    const { data, errors } = await ask({ query });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'QUERY_TOO_COSTLY',
      cost: { requested: 60_300, limit: 40_000, remaining: 0 },
    });
  });

  it.each([
    ['WebSocket', overWebSocket],
    ['server-sent events', overEventStream],
  ])('is told with every event over %s', async (_transport, subscribe) => {
    const answers = await all(subscribe(server.url, watch, { id }));
    expect(answers.length).toBeGreaterThan(1);
    for (const answer of answers) expect(costOf(answer as Answer).requested).toBeGreaterThan(100);
  });

  it('counts each event of a subscription', async () => {
    const query = (fields: string) => `subscription { generationProgress(id: "${id}") { ${fields} } }`;
    const asked = async (fields: string) => costOf(await overSocket({ query: query(fields) })).requested;
    expect((await asked('__typename a: __typename')) - (await asked('__typename'))).toBe(12);
  });

  it('counts introspection as long as its answer is', async () => {
    const whole = await requested(getIntrospectionQuery());
    expect(whole).toBeGreaterThan(5000);
    const { errors } = await overHttp({
      query: `{ ${times(100, n => `a${n}: __schema { ...F }`)} }
      fragment F on __Schema { types { name fields { name args { name } } } }`,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COSTLY' });
    expect(await requested('{ __type(name: "Grid") { fields { name } } }')).toBe(4);
  });

  it('counts pixels by size and format', async () => {
    const picture = (format: string, edge: number) =>
      requested(
        `{ newestGeneration { bestScale { image(format: ${format}, maxEdge: ${edge}) { dataUri } } } }`,
      );
    const [small, large, avif] = [
      await picture('WEBP', 64),
      await picture('WEBP', 512),
      await picture('AVIF', 512),
    ];
    expect(large).toBeGreaterThan(5 * small);
    expect(avif).toBeGreaterThan(2 * large);
    const { errors } = await overHttp({
      query: `{ newestGeneration { bestScale { ${times(40, n => `a${n}: image(format: AVIF, maxEdge: 512, quality: ${n + 1}) { byteLength }`)} } } }`,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COSTLY' });
  });

  it('counts what a fragment chooses where it is spread', async () => {
    const query = (
      edge: number,
    ) => `{ newestGeneration { bestScale { image(maxEdge: ${edge}) { ...File } } } }
      fragment File on EncodedImage { dataUri }`;
    expect(await requested(query(512))).toBeGreaterThan(2 * (await requested(query(64))));
  });

  it('counts nothing that is skipped, and everything beside a field that fails', async () => {
    const skipped = `query ($skip: Boolean!) { newestGeneration { id } models @skip(if: $skip) { name title } }`;
    expect(await requested(skipped, { skip: true })).toBe(101);
    expect(await requested(skipped, { skip: false })).toBe(108);
    const failing = `query ($id: ID = "x") { failing: generation(id: $id) { id }
      generations(first: 100) { edges { node { ${times(600, n => `a${n}: status`)} } } } }`;
    const { errors } = await overHttp({ query: failing, variables: { id: null } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COSTLY' });
    const alone = 'query ($ids: [ID!] = []) { nodes(ids: $ids) { id } }';
    expect((await overHttp({ query: alone, variables: { ids: null } })).errors?.[0]?.message).toContain(
      'null',
    );
  });

  it('stays far below the limit for what the studio asks', async () => {
    expect(await requested(String(HistoryDocument), { first: 100 })).toBeLessThan(20_000);
    const watching = { query: String(WatchGenerationDocument), variables: { id, after: 0 } };
    expect(costOf(await overSocket(watching)).requested).toBeLessThan(20_000);
  });

  it('leaves room for a page of 100 with all that is usual', async () => {
    const query = `{ generations(first: 100) { edges { node {
      id status revision operation createdAt startedAt finishedAt warnings failure { code message }
      recipe { class { index name } seed guidance { mode scale } sampling { topK topP } schedule { rows columns } }
      plan { index rows columns width height workShare }
      scales { id index width height milliseconds image { url } }
      queue { position estimatedSeconds } animation { url } parent { scaleIndex generation { id } }
    } } pageInfo { hasNextPage endCursor } } }`;
    expect((await overHttp({ query })).errors).toBeUndefined();
  });
});

describe('documents', () => {
  it('that are remembered take bounded memory', async () => {
    const collect = garbageCollection();
    const send = (from: number, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, n) =>
          overHttp({ query: `{ ${times(640, field => `a${from + n}_${field}: __typename`)} }` }),
        ),
      );
    await send(0, 20);
    const before = await collect();
    for (let from = 20; from < 220; from += 20) await send(from, 20);
    expect((await collect()) - before).toBeLessThan(50 * 2 ** 20);
  });

  it('that are remembered answer other variables', async () => {
    const query = 'query ($n: Int) { generations(first: $n) { edges { node { id } } } }';
    const first = await overHttp({ query, variables: { n: 1 } });
    expect(await overHttp({ query, variables: { n: 1 } })).toEqual(first);
    expect((await overHttp({ query, variables: { n: 0 } })).errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'first',
      given: '0',
    });
  });
});

function nest(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

/** @returns the heap in use after all that can be collected was. */
function garbageCollection(): () => Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  return async () => {
    await new Promise(resolve => setImmediate(resolve));
    collect();
    return process.memoryUsage().heapUsed;
  };
}
