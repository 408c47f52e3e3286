import { once } from 'node:events';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Access, openAccess } from '../../src/access/access.ts';
import type { Database } from '../../src/database/database.ts';
import { openTestDatabase } from '../setup/test-databases.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { audience, type IdentityProvider, issuer, startIdentityProvider } from './identity-provider.ts';
import { connectSocket } from './protocol-socket.ts';

let provider: IdentityProvider;
let database: Database;
let access: Access;
let server: ApiServer;
beforeAll(async () => {
  provider = await startIdentityProvider();
  database = await openTestDatabase('server');
  const settings = { jwksUrl: provider.jwksUrl, issuer, audience, defaultScopes: ['read'] as const };
  access = await openAccess({ kind: 'jwt', ...settings }, database, pino({ level: 'silent' }), {
    requests: 50,
  });
  server = await startApiServer({ database, access });
});
afterAll(async () => {
  await server.close();
  await access.close();
  await database.close();
  await provider.close();
});

const ask = (token: string, query: string) =>
  post(server.url, { query }, { authorization: `Bearer ${token}` });
const generate =
  'mutation { generateImage(input: { class: { name: "fox" }, seed: 7 }) { ... on GenerationsCreated { generations { id } } } }';
const createdSchema = z.object({
  data: z.object({ generateImage: z.object({ generations: z.array(z.object({ id: z.string() })) }) }),
});

it('each subject sees their own pictures', async () => {
  const scope = 'openid read generate';
  const [anna, ben] = [await provider.token({ scope }), await provider.token({ scope, sub: 'ben' })];
  const created = createdSchema.parse(await (await ask(anna, generate)).json());
  const id = created.data.generateImage.generations[0]?.id;
  const find = `{ generation(id: "${id}") { id } }`;
  expect(await (await ask(anna, find)).json()).toMatchObject({ data: { generation: { id } } });
  expect(await (await ask(ben, find)).json()).toMatchObject({ data: { generation: null } });
  // A token that is new is the same person.
  const again = await provider.token({ scope, jti: 'another' });
  expect(await (await ask(again, find)).json()).toMatchObject({ data: { generation: { id } } });
});

it('limits are those of each subject, whatever their tokens', async () => {
  const tokens = await Promise.all([1, 2].map(jti => provider.token({ sub: 'lena', jti: String(jti) })));
  const statuses = await Promise.all(
    Array.from({ length: 60 }, async (_, request) => {
      const response = await ask(tokens[request % 2] ?? '', '{ models { name } }');
      return response.status;
    }),
  );
  expect(statuses.filter(status => status === 200)).toHaveLength(50);
  expect((await ask(await provider.token({ sub: 'max' }), '{ models { name } }')).status).toBe(200);
});

it.each<[string, object, object]>([
  ['"scope"', { scope: 'generate' }, { errors: [{ extensions: { scope: 'read' } }] }],
  ['a list "scp"', { scp: ['read'] }, { data: { models: [{ name: 'tiny' }] } }],
  ['no scope of ours: the default ones', { scope: 'openid' }, { data: { models: [{ name: 'tiny' }] } }],
])('scopes come from %s', async (_, claims, answer) => {
  expect(await (await ask(await provider.token({ ...claims }), '{ models { name } }')).json()).toMatchObject(
    answer,
  );
});

it.each<[string, () => Promise<string>]>([
  ['of another issuer', () => provider.token({ iss: 'https://evil.example.com/' })],
  ['for another audience', () => provider.token({ aud: 'mail' })],
  ['that has expired', () => provider.token({}, '-1h')],
  ['that is signed by somebody else', () => provider.forgedToken()],
  ['without a subject', () => provider.token({ sub: '' })],
  ['that is not signed', async () => unsigned(await provider.token())],
  ['that was changed', async () => changed(await provider.token())],
  ['that is none', async () => 'sesame'],
])('a token %s is refused', async (_, token) => {
  const response = await ask(await token(), '{ models { name } }');
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});

it('a socket ends with its token', async () => {
  const connection = await connectSocket(server.url);
  const closed = once(connection.socket, 'close');
  const soon = Math.ceil(Date.now() / 1000) + 1;
  const authorization = `Bearer ${await provider.token({}, soon)}`;
  connection.send({ type: 'connection_init', payload: { authorization } });
  await connection.receive(({ type }) => type === 'connection_ack');
  const [code] = await closed;
  expect(code).toBe(4403);
  expect(Date.now()).toBeGreaterThanOrEqual(soon * 1000 - 50);
});

function unsigned(token: string): string {
  const [, payload] = token.split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
}

function changed(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [
    header,
    Buffer.from(JSON.stringify({ ...claims, sub: 'ben' })).toString('base64url'),
    signature,
  ].join('.');
}
