import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { explainConfig, helpText } from '../../src/config-help.ts';

function problemsOf(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

test('an empty environment is a complete configuration', () => {
  expect(readConfig({})).toMatchObject({ PORT: 4000, DEFAULT_MODEL: 'emoji', DEVICES: ['cpu'] });
});

test('an empty variable counts as absent', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
});

test.each([
  ['PORT', '65536', 'a whole number, 0 to 65535'],
  ['PORT', '4e3', 'a whole number, 0 to 65535'],
  ['ENGINE_THREADS', '0', 'a whole number, 1 to 256'],
  [
    'DEVICES',
    'cpu,tpu',
    'a comma-separated list of different devices: cpu, cuda, cuda:1, webgpu, dml, dml:1 or coreml',
  ],
  ['DATABASE_URL', 'mysql://localhost', 'an address such as postgres://user@host/name'],
  ['CORS_ORIGINS', 'https://a.example/path', 'a comma-separated list of origins'],
  ['ALLOWED_HOSTS', 'https://a.example', 'a comma-separated list of hosts'],
  ['ALLOWED_HOSTS', 'a.example, ', 'a comma-separated list of hosts'],
  ['TRUSTED_PROXIES', '10.0.0.0/33', 'a comma-separated list of addresses and networks'],
  ['TRUSTED_PROXIES', 'proxy.example', 'a comma-separated list of addresses and networks'],
  ['GRAPHQL_GET', 'yes', 'one of on, off'],
  ['AUTH', 'password', 'one of none, keys, jwt'],
  ['CLIENT_LIMITS', 'requests=0', 'none, or a comma-separated list such as requests=600,pixels=none'],
  ['JWT_SCOPES', 'read, fly', 'a comma-separated list of scopes: read, generate, operate'],
])('%s=%s is refused in one line that says what is allowed', (name, value, allowed) => {
  const message = problemsOf({ [name]: value });
  expect(message).toContain(`${name} must be ${allowed}`);
  expect(message).toContain(`given: ${JSON.stringify(value)}`);
  expect(message.split('\n')).toHaveLength(1);
});

test('lists may have spaces, ports and networks of both kinds', () => {
  const { ALLOWED_HOSTS, TRUSTED_PROXIES } = readConfig({
    ALLOWED_HOSTS: 'Pictures.example, 192.168.0.7:4000, [fd00::1]:4000',
    TRUSTED_PROXIES: '10.0.0.1, 10.0.0.0/8, fd00::/8',
  });
  expect(ALLOWED_HOSTS).toEqual(['Pictures.example', '192.168.0.7:4000', '[fd00::1]:4000']);
  expect(TRUSTED_PROXIES).toEqual(['10.0.0.1', '10.0.0.0/8', 'fd00::/8']);
});

test.each(['0.0.0.0', '::', '192.168.0.7', 'pictures.example'])(
  'who may come in must be said with HOST=%s',
  HOST => {
    expect(problemsOf({ HOST })).toContain(`AUTH must be set with HOST=${HOST}`);
    for (const kind of ['none', 'keys'] as const)
      expect(readConfig({ HOST, AUTH: kind }).access).toEqual({ kind });
    // Clients do not come to a worker.
    expect(readConfig({ HOST, ROLE: 'worker', DATABASE_URL: 'postgres://db/name' }).access).toEqual({
      kind: 'none',
    });
  },
);

test.each(['localhost', '127.0.0.1', '127.0.0.9', '::1'])('everybody may come in with HOST=%s', HOST => {
  expect(readConfig({ HOST }).access).toEqual({ kind: 'none' });
});

test('tokens of an identity provider need to be told apart from those of others', () => {
  const JWT_JWKS_URL = 'https://id.example.com/keys';
  expect(problemsOf({ AUTH: 'jwt', JWT_JWKS_URL })).toBe(
    'JWT_ISSUER must be set with AUTH=jwt\nJWT_AUDIENCE must be set with AUTH=jwt',
  );
  const JWT = { JWT_JWKS_URL, JWT_ISSUER: 'https://id.example.com/', JWT_AUDIENCE: 'pictures' };
  expect(readConfig({ AUTH: 'jwt', ...JWT, JWT_SCOPES: 'read,generate' }).access).toEqual({
    kind: 'jwt',
    jwksUrl: JWT_JWKS_URL,
    issuer: 'https://id.example.com/',
    audience: 'pictures',
    defaultScopes: ['read', 'generate'],
  });
});

test('limits of clients replace some of the defaults, or all', () => {
  expect(readConfig({ CLIENT_LIMITS: 'pixels=none, requests=5' }).CLIENT_LIMITS).toEqual({
    requests: 5,
    pixels: null,
  });
  expect(new Set(Object.values(readConfig({ CLIENT_LIMITS: 'none' }).CLIENT_LIMITS))).toEqual(
    new Set([null]),
  );
});

test('every wrong variable is named at once', () => {
  expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'loud' }).split('\n')).toHaveLength(2);
});

test('the README says of every variable what --help says, in the same order', async () => {
  const readme = await readFile('README.md', 'utf8');
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.*) \| (.*) \|$/gm)];
  expect(rows.map(([, name, unset, meaning]) => ({ name, meaning, unset }))).toEqual(explainConfig());
  expect(helpText()).toContain('  PORT (4000)\n      port to listen on; 0 picks a free one\n');
});

test('a file .env says what the environment does not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-env-'));
  const before = process.cwd();
  vi.stubEnv('PORT', '6000');
  vi.stubEnv('QUEUE_LIMIT', undefined);
  process.chdir(folder);
  onTestFinished(async () => {
    process.chdir(before);
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  await writeFile('.env', 'QUEUE_LIMIT=5\nPORT=5000\n');
  expect(readConfig()).toMatchObject({ QUEUE_LIMIT: 5, PORT: 6000 });
});
