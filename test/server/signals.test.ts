import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test, vi } from 'vitest';
import { copyDatabase } from '../setup/database-template.ts';
import { testModel } from '../setup/test-models.ts';
import { ServerOfNpmStart, temporaryDataDir } from './npm-start.ts';

// npm and two servers, each with processes of their own: slow where cores are few.
vi.setConfig({ testTimeout: 180_000 });

async function dataWithDatabase() {
  const data = await temporaryDataDir();
  await copyDatabase(inject('databaseTemplate'), join(data.path, 'database'));
  return data;
}

function environment(dataDir: string): NodeJS.ProcessEnv {
  return { DATA_DIR: dataDir, MODELS_DIR: inject('modelsFolder'), DEFAULT_MODEL: testModel };
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s to npm alone ends the server in order', async signal => {
  await using data = await dataWithDatabase();
  using server = new ServerOfNpmStart(environment(data.path), 'npm');
  const { port } = new URL(await server.url);
  expect(await server.terminate(signal)).toBe(0);
  expect(server.errors).toBe('');
  // Port and data folder are free: another server takes both.
  const successor = new ServerOfNpmStart({ ...environment(data.path), PORT: port });
  expect(new URL(await successor.url).port).toBe(port);
  expect(await successor.terminate()).toBe(0);
});

test('Ctrl-C, which reaches the server from the terminal and from npm, ends it in order', async () => {
  await using data = await dataWithDatabase();
  using server = new ServerOfNpmStart(environment(data.path), 'npm');
  await server.url;
  expect(await server.interrupt()).toBe(0);
  expect(server.errors).toBe('');
});

test('SIGTERM during startup ends it at once, and the next start works', async () => {
  await using data = await dataWithDatabase();
  using server = new ServerOfNpmStart(environment(data.path), 'npm');
  await expect.poll(() => existsSync(join(data.path, 'database.lock')), { timeout: 60_000 }).toBe(true);
  expect(await server.terminate()).toBe(0);
  const successor = new ServerOfNpmStart(environment(data.path));
  expect((await fetch(`${await successor.url}/health/ready`)).status).toBe(200);
  expect(await successor.terminate()).toBe(0);
});

test('SIGTERM first fails the readiness check, requests are still answered, and a second one ends it at once', async () => {
  await using data = await dataWithDatabase();
  using server = new ServerOfNpmStart({ ...environment(data.path), DRAIN_SECONDS: '600' });
  const url = await server.url;
  const ended = server.terminate();
  const status = async () => (await fetch(`${url}/health/ready`)).status;
  await expect.poll(status, { timeout: 30_000 }).toBe(503);
  const ready = await fetch(`${url}/health/ready`);
  expect(ready.headers.get('connection')).toBe('close');
  expect(await ready.json()).toMatchObject({ reasons: ['The server is shutting down.'] });
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  });
  expect(await answer.json()).toEqual({ data: { __typename: 'Query' }, extensions: expect.anything() });
  // Signals within half a second of the first are the same wish: it is said again until it is heard.
  await expect.poll(() => server.signal('SIGTERM'), { timeout: 30_000 }).toBe('gone');
  expect(await ended).toBe(1);
});
