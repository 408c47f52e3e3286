import { once } from 'node:events';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Access, openAccess } from '../../src/access/access.ts';
import { createKey, revokeKey } from '../../src/access/key-store.ts';
import type { KeyPrefix } from '../../src/access/key-token.ts';
import type { Scope } from '../../src/access/scopes.ts';
import type { OwnerId } from '../../src/access/viewer.ts';
import type { Database } from '../../src/database/database.ts';
import { openTestDatabase } from '../setup/test-databases.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { connectSocket } from './protocol-socket.ts';

let database: Database;
let access: Access;
let server: ApiServer;
beforeAll(async () => {
  database = await openTestDatabase('server');
  access = await openAccess({ kind: 'keys' }, database, pino({ level: 'silent' }));
  server = await startApiServer({ database, access });
});
afterAll(async () => {
  await server.close();
  await access.close();
  await database.close();
});

interface TestKey {
  readonly token: string;
  readonly prefix: KeyPrefix;
}

async function newKey(
  owner: string,
  scopes: readonly Scope[],
  expiresAt: Date | null = null,
): Promise<TestKey> {
  const { token, key } = await createKey(
    database.kysely,
    {
      name: `key of ${owner}`,
      owner: owner as OwnerId,
      scopes,
      expiresAt,
    },
    'test',
  );
  return { token, prefix: key.prefix };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ask = (token: string, query: string, headers = {}) =>
  post(server.url, { query }, { ...bearer(token), ...headers });

const createdSchema = z.object({
  data: z.object({
    generateImage: z.object({ generations: z.array(z.object({ id: z.string() })).length(1) }),
  }),
});
const generate =
  'mutation { generateImage(input: { class: { name: "fox" }, seed: 7 }) { ... on GenerationsCreated { generations { id } } } }';
const watch = (id: string) => `subscription { generationProgress(id: "${id}") { __typename } }`;

async function create(token: string): Promise<string> {
  const created = createdSchema.parse(await (await ask(token, generate)).json());
  return created.data.generateImage.generations[0]?.id ?? '';
}

/** A socket after its first message, with the code it is closed with. */
async function openSocket(payload: Record<string, unknown>) {
  const connection = await connectSocket(server.url);
  const closed = once(connection.socket, 'close').then(([code]) => Number(code));
  connection.send({ type: 'connection_init', payload });
  return { ...connection, closed };
}

describe('without a key that is good', () => {
  it.each([
    ['none', {}],
    ['of another form', bearer('sesame')],
    ['unknown', bearer(`fv_0123456789ab_${'x'.repeat(43)}`)],
    ['of another scheme', { authorization: 'Basic YTpi' }],
  ])('nobody comes in: %s', async (_, headers) => {
    for (const more of [{}, { accept: 'text/event-stream' }]) {
      const response = await post(server.url, { query: '{ models { name } }' }, { ...headers, ...more });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
    expect(
      (await fetch(`${server.url}/images/01a22241-1b6b-7d02-a0f1-3d1f4f0f9a01/0.png`, { headers })).status,
    ).toBe(401);
    const { closed } = await openSocket(headers);
    expect(await closed).toBe(4403);
  });

  it('an expired one says when it expired', async () => {
    const { token, prefix } = await newKey('anna', ['read'], new Date('2026-01-02'));
    const response = await ask(token, '{ models { name } }');
    expect(response.status).toBe(401);
    expect(await response.text()).toContain(`The key ${prefix} expired on 2026-01-02`);
  });

  it('health and the page are for all', async () => {
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    expect((await fetch(server.url)).status).toBe(200);
  });
});

describe('a key', () => {
  it('opens HTTP, event streams, sockets and pictures to its owner', async () => {
    const { token } = await newKey('anna', ['read', 'generate']);
    const id = await create(token);
    const stream = await (await ask(token, watch(id), { accept: 'text/event-stream' })).text();
    expect(stream).toContain('GenerationFinished');
    const socket = await openSocket(bearer(token));
    await socket.receive(({ type }) => type === 'connection_ack');
    socket.subscribe('1', watch(id));
    await socket.receive(({ id, type }) => id === '1' && type === 'complete');
    socket.socket.close();
    const uuid = Buffer.from(id, 'base64').toString().replace('Generation:', '');
    const picture = await fetch(`${server.url}/images/${uuid}/0.png`, { headers: bearer(token) });
    expect(picture.status).toBe(200);
    expect(picture.headers.get('cache-control')).toContain('private');
  });

  it('opens a socket by its header, too, for programs that send one', async () => {
    const { token } = await newKey('anna', ['read']);
    const connection = await connectSocket(server.url, bearer(token));
    connection.send({ type: 'connection_init' });
    await connection.receive(({ type }) => type === 'connection_ack');
    connection.socket.close();
  });

  it('is one of several of its owner', async () => {
    const [first, second, other] = await Promise.all([
      newKey('carol', ['generate']),
      newKey('carol', ['read']),
      newKey('dan', ['read']),
    ]);
    const id = await create(first.token);
    const find = `{ generation(id: "${id}") { id } }`;
    expect(await (await ask(second.token, find)).json()).toMatchObject({ data: { generation: { id } } });
    expect(await (await ask(other.token, find)).json()).toMatchObject({ data: { generation: null } });
  });

  it('is stored as a hash', async () => {
    const { token, prefix } = await newKey('anna', ['read']);
    const rows = await database.kysely.selectFrom('keys').selectAll().where('prefix', '=', prefix).execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token.slice(prefix.length + 1));
  });

  it('allows what its scopes say', async () => {
    const [reads, generates] = [await newKey('erin', ['read']), await newKey('erin', ['generate'])];
    const forbidden = (scope: string) => ({
      errors: [{ message: expect.stringContaining(`"${scope}"`), extensions: { code: 'FORBIDDEN', scope } }],
    });
    const id = await create(generates.token);
    const before = z
      .object({ data: z.unknown() })
      .parse(await (await ask(reads.token, '{ generations { edges { node { id } } } }')).json());
    expect(before).toMatchObject({ data: { generations: { edges: [{ node: { id } }] } } });
    expect(await (await ask(reads.token, generate)).json()).toMatchObject(forbidden('generate'));
    expect(await (await ask(reads.token, '{ generations { edges { node { id } } } }')).json()).toMatchObject({
      data: before.data,
    });

    expect(await (await ask(generates.token, '{ models { name } }')).json()).toMatchObject(forbidden('read'));
    // Every key may ask what it may do.
    expect(await (await ask(generates.token, '{ viewer { scopes } }')).json()).toMatchObject({
      data: { viewer: { scopes: ['GENERATE'] } },
    });
    const socket = await openSocket(bearer(generates.token));
    await socket.receive(({ type }) => type === 'connection_ack');
    socket.subscribe('1', watch(id));
    const { payload } = await socket.receive(({ id }) => id === '1');
    expect(payload).toMatchObject(forbidden('read'));
    socket.socket.close();
    const stream = await ask(generates.token, watch(id), { accept: 'text/event-stream' });
    expect(await stream.text()).toContain('"FORBIDDEN"');
    const uuid = Buffer.from(id, 'base64').toString().replace('Generation:', '');
    const picture = await fetch(`${server.url}/images/${uuid}/0.png`, { headers: bearer(generates.token) });
    expect(picture.status).toBe(403);
  });

  it('loads and unloads models only with a scope of its own', async () => {
    const unload = 'mutation { unloadModel(input: { model: "tiny" }) { __typename } }';
    const { token } = await newKey('erin', ['read', 'generate']);
    expect(await (await ask(token, unload)).json()).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN', scope: 'operate' } }],
    });
    const operator = await newKey('operator', ['operate']);
    expect(await (await ask(operator.token, unload)).json()).toMatchObject({
      data: { unloadModel: { __typename: 'UnloadModelSuccess' } },
    });
  });

  it('that is revoked ends what is open under it, and nothing else', async () => {
    const [revoked, kept] = [await newKey('frank', ['read', 'generate']), await newKey('frank', ['read'])];
    server.runtime.engine.hold();
    const id = await create(revoked.token);
    const [his, other] = [await openSocket(bearer(revoked.token)), await openSocket(bearer(kept.token))];
    for (const socket of [his, other]) {
      await socket.receive(({ type }) => type === 'connection_ack');
      socket.subscribe('1', watch(id));
      await socket.receive(({ type }) => type === 'next');
    }
    const stream = await ask(revoked.token, watch(id), { accept: 'text/event-stream' });
    const ended = stream.text().then(
      () => 'closed',
      () => 'cut off',
    );
    await revokeKey(database.kysely, revoked.prefix, 'test');
    expect(await his.closed).toBe(4403);
    expect(await ended).toBe('cut off');
    const refused = await ask(revoked.token, '{ models { name } }');
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain(`The key ${revoked.prefix} was revoked`);
    server.runtime.engine.release();
    await other.receive(({ type }) => type === 'complete');
    other.socket.close();
  });
});

describe('the address of a picture', () => {
  const scaleUrls = z.object({
    data: z.object({
      generation: z.object({
        scales: z.array(z.object({ image: z.object({ url: z.url() }) })).min(2),
        animation: z.object({ url: z.url() }),
      }),
    }),
  });

  async function addresses() {
    const { token } = await newKey('grace', ['read', 'generate']);
    const id = await create(token);
    await (await ask(token, watch(id), { accept: 'text/event-stream' })).text();
    const answer = await ask(
      token,
      `{ generation(id: "${id}") { scales { image(format: PNG, maxEdge: 32) { url } } animation { url } } }`,
    );
    const { scales, animation } = scaleUrls.parse(await answer.json()).data.generation;
    return { token, id, pictures: scales.map(({ image }) => image.url), animation: animation.url };
  }

  it('shows it to whoever has the address, and nothing else', async () => {
    const { pictures, animation } = await addresses();
    const [first = '', second = ''] = pictures;
    for (const url of [...pictures, animation]) {
      const response = await fetch(url);
      expect(response.status, url).toBe(200);
      expect(response.headers.get('cache-control')).toContain('private');
      await response.arrayBuffer();
    }
    const signature = /[?&]expires=\d+&signature=[\w-]+$/.exec(second)?.[0] ?? '';
    const bare = first.slice(0, first.search(/[?&]expires=/));
    const wrong = [
      `${bare}${signature}`,
      first.replace('edge=32', 'edge=64'),
      first.replace(/expires=(\d)/, 'expires=9$1'),
      first.replace(/signature=./, 'signature=~'),
      first.replace(/signature=.+/, 'signature='),
      first.replace(/images\/[^/]+/, 'images/01a22241-1b6b-7d02-a0f1-3d1f4f0f9a01'),
      `${first}&edge=64`,
    ];
    for (const url of wrong) expect((await fetch(url)).status, url).toBe(404);
    expect((await fetch(bare)).status).toBe(401);
  });

  it('is of its owner: the same address signed for another shows nothing', async () => {
    const { pictures } = await addresses();
    const { pathname } = new URL(pictures[0] ?? '');
    const signed = (owner: string, now?: number) =>
      `${server.url}${access.addresses?.sign(pathname, owner as OwnerId, now)}`;
    expect((await fetch(signed('grace'))).status).toBe(200);
    expect((await fetch(signed('anna'))).status).toBe(404);
    const days = 24 * 3600 * 1000;
    expect((await fetch(signed('grace', Date.now() - 3 * days))).status).toBe(410);
  });
});
