import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test, vi } from 'vitest';
import { copyDatabase } from '../setup/database-template.ts';
import { testModel } from '../setup/test-models.ts';
import { ServerOfNpmStart, temporaryDataDir } from './npm-start.ts';

vi.setConfig({ testTimeout: 120_000 });

const restore = 'Restore the whole folder from a backup made while no server was running, or move it away';

/** Waits for a start to fail. @returns the one line that it must say. */
async function failure(
  environment: NodeJS.ProcessEnv,
  within: readonly string[] = [],
): Promise<string | undefined> {
  const server = new ServerOfNpmStart(
    { MODELS_DIR: inject('modelsFolder'), DEFAULT_MODEL: testModel, LOG_LEVEL: 'silent', ...environment },
    'node',
    within,
  );
  expect(await server.end()).toBe(1);
  const [line, ...others] = server.errors.trim().split('\n');
  expect(others).toEqual([]);
  return line;
}

test.each([['PG_VERSION'], ['global/pg_control'], ['pg_notify']])(
  'a database that lost its %s is refused as it is, and it is said how to restore it',
  async lost => {
    await using data = await temporaryDataDir();
    const folder = join(data.path, 'database');
    await copyDatabase(inject('databaseTemplate'), folder);
    await rm(join(folder, lost), { recursive: true });
    const before = await readdir(folder, { recursive: true });
    const line = await failure({ DATA_DIR: data.path });
    expect(line).toContain(`The database in ${folder} cannot be used: it is incomplete: ${lost} is missing`);
    expect(line).toContain(restore);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  },
);

test('a folder of something else is never made a database', async () => {
  await using data = await temporaryDataDir();
  await mkdir(join(data.path, 'database'));
  await writeFile(join(data.path, 'database/notes.txt'), 'mine');
  expect(await failure({ DATA_DIR: data.path })).toContain('it is incomplete');
  expect(await readdir(join(data.path, 'database'))).toEqual(['notes.txt']);
});

test('a database with damaged files says what PostgreSQL says of it', async () => {
  await using data = await temporaryDataDir();
  const folder = join(data.path, 'database');
  await copyDatabase(inject('databaseTemplate'), folder);
  await rm(join(folder, 'pg_wal'), { recursive: true });
  await mkdir(join(folder, 'pg_wal'));
  const line = await failure({ DATA_DIR: data.path });
  expect(line).toContain('could not locate a valid checkpoint record');
  expect(line).toContain(restore);
});

test('the database of another PostgreSQL is named with its version', async () => {
  await using data = await temporaryDataDir();
  await copyDatabase(inject('databaseTemplate'), join(data.path, 'database'));
  await writeFile(join(data.path, 'database/PG_VERSION'), '17\n');
  expect(await failure({ DATA_DIR: data.path })).toContain('it was created by PostgreSQL 17');
});

test('an obstacle to the data folder is named', async () => {
  await using data = await temporaryDataDir();
  const file = join(data.path, 'file');
  await writeFile(file, '');
  expect(await failure({ DATA_DIR: file })).toContain(`${file}: it is a file`);
  expect(await failure({ DATA_DIR: join(file, 'data') })).toContain('not a directory');
  await mkdir(join(data.path, 'database.lock'));
  expect(await failure({ DATA_DIR: data.path })).toContain('database.lock cannot be written');
});

test.each([
  ['full', 'size=64k', 'no space left on device'],
  ['read-only', 'ro', 'read-only file system'],
])('a data folder on a %s disk is named', async (_, options, reason) => {
  await using data = await temporaryDataDir();
  const script = `mount -t tmpfs -o ${options} tmpfs '${data.path}'; dd if=/dev/zero of='${data.path}/filler' 2>/dev/null; exec "$@"`;
  const within = ['unshare', '--map-root-user', '--mount', 'sh', '-c', script, 'sh'];
  const line = await failure({ DATA_DIR: data.path }, within);
  expect(line).toContain(`DATA_DIR must be a writable folder with free space; ${data.path}`);
  expect(line).toContain(reason);
});

test('an address that this machine does not have is named', async () => {
  await using data = await temporaryDataDir();
  await copyDatabase(inject('databaseTemplate'), join(data.path, 'database'));
  expect(await failure({ DATA_DIR: data.path, HOST: '203.0.113.1', AUTH: 'none' })).toContain(
    'HOST 203.0.113.1, PORT 0: address not available',
  );
});
