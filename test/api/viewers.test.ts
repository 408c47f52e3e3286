import { randomUUID } from 'node:crypto';
import { GraphQLID, type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { schema } from '../../schema/schema.ts';
import { openToAll } from '../../src/access/access.ts';
import { localViewer, type OwnerId } from '../../src/access/viewer.ts';
import type { Viewers } from '../../src/access/viewers.ts';
import type { GenerationId } from '../../src/generations/generation.ts';
import { ended } from '../generations/runtime.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { webSocketUrl } from './transports.ts';

/** The token is the owner's name: how owners are told is shown elsewhere, what they see then is shown here. */
const byName: Viewers = {
  of: async token => ({ ...localViewer, owner: (token ?? localViewer.owner) as OwnerId }),
  watch: () => () => {},
  close: async () => {},
};

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer({ access: { ...openToAll, viewers: byName }, queueLimit: 4 });
});
afterAll(() => server.close());

type Owner = 'anna' | 'ben';
const bearer = (owner: string) => ({ authorization: `Bearer ${owner}` });
type Ask = (owner: Owner, query: string, variables?: Record<string, unknown>) => Promise<unknown>;

const ask: Ask = async (owner, query, variables = {}) =>
  (await post(server.url, { query, variables }, bearer(owner))).json();

/** The first result over a socket of the owner's. */
const askBySocket: Ask = async (owner, query, variables = {}) => {
  const client = createClient({
    url: webSocketUrl(server.url),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: bearer(owner),
  });
  const results = client.iterate({ query, variables });
  try {
    return (await results.next()).value;
  } finally {
    await results.return?.();
    await client.dispose();
  }
};

/** The first result over an event stream. */
const askByEventStream: Ask = async (owner, query, variables = {}) => {
  const stop = new AbortController();
  const headers = { ...bearer(owner), accept: 'text/event-stream', 'content-type': 'application/json' };
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
    signal: stop.signal,
  });
  let text = '';
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const [, data] = /^data: (.+)\n\n/m.exec(text) ?? [];
    if (data === undefined) continue;
    stop.abort();
    return JSON.parse(data);
  }
  throw new Error(`nothing came: ${text}`);
};

const createdSchema = z.object({
  data: z.object({ create: z.object({ generations: z.array(z.object({ id: z.string() })).min(1) }) }),
});
const generate = `mutation ($input: GenerateImageInput!) {
  create: generateImage(input: $input) { __typename ... on GenerationsCreated { generations { id } } ... on Error { message } }
}`;

async function create(owner: Owner, input: Record<string, unknown> = {}): Promise<string> {
  const answer = await ask(owner, generate, { input: { class: { name: 'fox' }, seed: 7, ...input } });
  const [generation] = createdSchema.parse(answer).data.create.generations;
  return generation?.id ?? '';
}

function idOf(type: 'Generation' | 'Scale', id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64');
}
function uuidOf(globalId: string): GenerationId {
  return Buffer.from(globalId, 'base64').toString().replace('Generation:', '') as GenerationId;
}

/** Creates a picture and waits for its end. */
async function finished(owner: Owner, input: Record<string, unknown> = {}): Promise<string> {
  const id = await create(owner, input);
  await end(owner, id);
  return id;
}

async function end(owner: Owner, id: string): Promise<void> {
  await ended(server.runtime.generationsOf(owner as OwnerId), uuidOf(id));
}

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const anyError = '__typename ... on Error { message } ... on NotFoundError { kind key }';
/** Everything that takes an id, with the answer to whoever has none of that id. */
const operations: Readonly<Record<string, { readonly document: string; readonly answer: unknown }>> = {
  'Query.node': { document: 'query ($id: ID!) { node(id: $id) { id } }', answer: { data: { node: null } } },
  'Query.node of a scale': {
    document: 'query ($scale: ID!) { node(id: $scale) { id } }',
    answer: { data: { node: null } },
  },
  'Query.nodes': {
    document: 'query ($id: ID!, $scale: ID!) { nodes(ids: [$id, $scale]) { id } }',
    answer: { data: { nodes: [null, null] } },
  },
  'Query.generation': {
    document: 'query ($id: ID!) { generation(id: $id) { id } }',
    answer: { data: { generation: null } },
  },
  ...Object.fromEntries(
    [
      ['acceptGeneration', 'id: $id, scale: 0'],
      ['holdGeneration', 'id: $id'],
      ['resumeGeneration', 'id: $id'],
      ['cancelGeneration', 'id: $id'],
      ['branchGeneration', 'id: $id, scale: 1'],
    ].map(([name, input]) => [
      `Mutation.${name}`,
      {
        document: `mutation ($id: ID!) { ${name}(input: { ${input} }) { ${anyError} } }`,
        answer: { data: { [name ?? '']: notFound('generation', 'ID') } },
      },
    ]),
  ),
  ...Object.fromEntries(
    [
      [
        'inpaintImage',
        `source: { scale: $scale }, mask: { image: { dataUri: "${pixel}" }, polarity: WHITE_IS_EDIT }`,
      ],
      ['expandImage', 'source: { scale: $scale }, by: { sides: { left: 8 } }'],
      ['refineImage', 'source: { scale: $scale }'],
    ].map(([name, input]) => [
      `Mutation.${name}`,
      {
        document: `mutation ($scale: ID!) { ${name}(input: { ${input} }) { ${anyError} } }`,
        answer: { data: { [name ?? '']: notFound('scale', 'SCALE') } },
      },
    ]),
  ),
  'Query.requestPlan': {
    document: `query ($id: ID!) { requestPlan(input: { branch: { id: $id, scale: 1 } }) { ${anyError} } }`,
    answer: { data: { requestPlan: notFound('generation', 'ID') } },
  },
};

function notFound(kind: string, key: string) {
  return { __typename: 'NotFoundError', message: expect.stringContaining(key), kind, key };
}

/** An answer with the ids replaced that were asked for. */
function withoutIds(answer: unknown, uuid: string): unknown {
  const text = JSON.stringify(answer)
    .replaceAll(idOf('Scale', `${uuid}:1`), 'SCALE')
    .replaceAll(idOf('Generation', uuid), 'ID')
    .replaceAll(uuid, 'ID')
    .replaceAll(/"requestId":"[^"]+"/g, '"requestId":"REQUEST"');
  return JSON.parse(text);
}

/** Whether a value of this type can have an id in it. */
function takesId(type: GraphQLInputType, seen = new Set<string>()): boolean {
  const named = getNamedType(type);
  if (named === GraphQLID) return true;
  if (!isInputObjectType(named) || seen.has(named.name)) return false;
  seen.add(named.name);
  return Object.values(named.getFields()).some(field => takesId(field.type, seen));
}

it('every field that takes an id is tried', () => {
  const taking = [schema.getQueryType(), schema.getMutationType()].flatMap(root =>
    Object.values(root?.getFields() ?? {})
      .filter(({ args }) => args.some(({ type }) => takesId(type)))
      .map(({ name }) => `${root?.name}.${name}`),
  );
  expect(new Set(Object.keys(operations).map(name => name.replace(/ .*/, '')))).toEqual(new Set(taking));
});

describe('what belongs to another', () => {
  let own: string;
  let uuid: string;
  beforeAll(async () => {
    own = await finished('anna');
    uuid = uuidOf(own);
  });

  const transports: [string, Ask][] = [
    ['HTTP', ask],
    ['a WebSocket', askBySocket],
  ];
  describe.each(transports)('over %s', (_, send) => {
    it.each(Object.entries(operations))('%s answers as for an unknown id', async (_name, operation) => {
      const foreign = await send('ben', operation.document, { id: own, scale: idOf('Scale', `${uuid}:1`) });
      const nobodys = randomUUID();
      const unknown = await send('ben', operation.document, {
        id: idOf('Generation', nobodys),
        scale: idOf('Scale', `${nobodys}:1`),
      });
      expect(withoutIds(foreign, uuid)).toEqual(withoutIds(unknown, nobodys));
      expect(withoutIds(foreign, uuid)).toMatchObject(Object(operation.answer));
    });

    it('is there for its owner', async () => {
      expect(
        await send('anna', 'query ($id: ID!) { generation(id: $id) { id } }', { id: own }),
      ).toMatchObject({
        data: { generation: { id: own } },
      });
    });
  });

  it.each([
    ['a WebSocket', askBySocket],
    ['an event stream', askByEventStream],
  ])('is watched by nobody else over %s', async (_, send) => {
    const watch = 'subscription ($id: ID!) { generationProgress(id: $id) { __typename } }';
    expect(await send('anna', watch, { id: own })).toMatchObject({
      data: { generationProgress: { __typename: 'GenerationSnapshot' } },
    });
    const nobodys = randomUUID();
    const foreign = await send('ben', watch, { id: own });
    const unknown = await send('ben', watch, { id: idOf('Generation', nobodys) });
    expect(withoutIds(foreign, uuid)).toEqual(withoutIds(unknown, nobodys));
    expect(foreign).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it.each(['0.png', 'animation.gif'])('has no picture for others: %s', async file => {
    const get = (owner: string, id: string, headers = {}) =>
      fetch(`${server.url}/images/${id}/${file}`, { headers: { ...bearer(owner), ...headers } });
    const his = await get('anna', uuid);
    expect(his.status).toBe(200);
    // A proxy that many share must not hand it to others.
    expect(his.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
    await his.arrayBuffer();
    const [foreign, unknown] = [await get('ben', uuid), await get('ben', randomUUID())];
    expect(foreign.status).toBe(404);
    expect(await foreign.text()).toBe(await unknown.text());
    const known = await get('ben', uuid, { 'if-none-match': his.headers.get('etag') ?? '' });
    expect(known.status).toBe(404);
  });

  it('is in no list of others, and is not their newest', async () => {
    const list = '{ newestGeneration { id } generations(first: 100) { edges { node { id } } } }';
    const nothing = { data: { newestGeneration: null, generations: { edges: [] } } };
    expect(await ask('ben', list)).toMatchObject(nothing);
    const his = await finished('ben');
    expect(await ask('ben', list)).toMatchObject({
      data: { newestGeneration: { id: his }, generations: { edges: [{ node: { id: his } }] } },
    });
    expect(await ask('anna', list)).toMatchObject({ data: { newestGeneration: { id: own } } });
    const succeeded = '{ generations(status: [SUCCEEDED]) { edges { node { id } } } }';
    expect(await ask('ben', succeeded)).toMatchObject({
      data: { generations: { edges: [{ node: { id: his } }] } },
    });
    // Who asks without a name is somebody else again.
    expect(await (await post(server.url, { query: list })).json()).toMatchObject(nothing);
  });
});

it('shares no idempotency keys', async () => {
  const [annas, bens] = [
    await finished('anna', { idempotencyKey: 'monday' }),
    await finished('ben', { idempotencyKey: 'monday', seed: 8 }),
  ];
  expect(annas).not.toBe(bens);
  expect(await create('anna', { idempotencyKey: 'monday' })).toBe(annas);
  expect(await create('ben', { idempotencyKey: 'monday', seed: 8 })).toBe(bens);
  expect(await ask('anna', generate, { input: { seed: 9, idempotencyKey: 'monday' } })).toMatchObject({
    data: { create: { __typename: 'IdempotencyConflictError' } },
  });
});

it('keeps a source for each owner who sends it', async () => {
  const refine = `mutation ($file: String!) { create: refineImage(input: { source: { dataUri: $file }, canvas: { size: { width: 64, height: 64 } } }) {
    __typename ... on GenerationsCreated { generations { id } } ... on Error { message } } }`;
  for (const owner of ['anna', 'ben'] as const) {
    const [generation] = createdSchema.parse(await ask(owner, refine, { file: pixel })).data.create
      .generations;
    await end(owner, generation?.id ?? '');
  }
  const rows = await server.runtime.database.kysely
    .selectFrom('pictures')
    .select(['owner', 'digest'])
    .orderBy('owner')
    .execute();
  expect(rows.map(({ owner }) => owner)).toEqual(['anna', 'ben']);
  expect(rows[0]?.digest).toBe(rows[1]?.digest);
});

it('limits the queue of each owner for himself', async () => {
  server.runtime.engine.hold();
  try {
    // What is computed waits no more.
    await create('anna', { seed: 1 });
    await server.runtime.engine.reached();
    const four = { input: { class: { name: 'fox' }, count: 4, seed: 2 } };
    const [created, full] = ['GenerationsCreated', 'QueueFullError'].map(__typename => ({
      data: { create: { __typename } },
    }));
    expect(await ask('anna', generate, four)).toMatchObject(Object(created));
    expect(await ask('anna', generate, four)).toMatchObject(Object(full));
    expect(await ask('ben', generate, four)).toMatchObject(Object(created));
    expect(await ask('ben', generate, four)).toMatchObject(Object(full));
  } finally {
    server.runtime.engine.release();
  }
});
