import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, inject, test, vi } from 'vitest';
import { copyDatabase } from '../setup/database-template.ts';
import { testModel } from '../setup/test-models.ts';
import { ServerOfNpmStart, temporaryDataDir } from './npm-start.ts';

// A first start creates a database and opens a model, each in processes of their own: slow where cores are few.
vi.setConfig({ testTimeout: 180_000 });

function environment(dataDir: string): NodeJS.ProcessEnv {
  return { DATA_DIR: dataDir, MODELS_DIR: inject('modelsFolder'), DEFAULT_MODEL: testModel };
}

test('starts with an empty data folder, says where it is, and ends in order when asked to', async () => {
  await using data = await temporaryDataDir();
  const server = new ServerOfNpmStart(environment(data.path));
  const ready = await fetch(`${await server.url}/health/ready`);
  expect(await ready.json()).toEqual({ status: 'ok', database: true, engine: true });
  expect(await server.terminate()).toBe(0);
  expect(server.errors).toBe('');
  expect(await readdir(data.path)).toEqual(['cache', 'database', 'database.lock']);
});

test('a second server on the same data folder reports which process holds it', async () => {
  await using data = await temporaryDataDir();
  await copyDatabase(inject('databaseTemplate'), join(data.path, 'database'));
  const first = new ServerOfNpmStart(environment(data.path));
  await first.url;
  const second = new ServerOfNpmStart(environment(data.path));
  expect(await second.end()).toBe(1);
  expect(second.errors.trim().split('\n')).toHaveLength(1);
  expect(second.errors).toContain(String(first.pid));
  expect(await first.terminate()).toBe(0);
});

test.each([
  [{ ENGINE_THREADS: 'many' }, 'ENGINE_THREADS must be a whole number, 1 to 256; given: "many"'],
  [{ DEVICES: 'coreml' }, 'coreml'],
  [{ DEFAULT_MODEL: 'absent' }, 'The default model "absent" is not in'],
  [{ DATABASE_URL: 'postgres://nobody@localhost:1/none' }, 'localhost:1'],
])('what cannot work stops the start with one line: %o', async (wrong, message) => {
  await using data = await temporaryDataDir();
  await copyDatabase(inject('databaseTemplate'), join(data.path, 'database'));
  const server = new ServerOfNpmStart({ ...environment(data.path), ...wrong });
  expect(await server.end()).toBe(1);
  expect(server.errors).toContain(message);
  expect(server.errors.trim().split('\n')).toHaveLength(1);
});

test('a port that is taken stops the start with one line', async () => {
  await using data = await temporaryDataDir();
  await copyDatabase(inject('databaseTemplate'), join(data.path, 'database'));
  const other = createServer().listen(0, 'localhost');
  await new Promise(resolve => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server = new ServerOfNpmStart({ ...environment(data.path), PORT: String(port) });
  expect(await server.end()).toBe(1);
  expect(server.errors).toContain(String(port));
  expect(server.errors.trim().split('\n')).toHaveLength(1);
  other.close();
});
