import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { CuttableServer } from '../setup/cuttable-server.ts';
import { newDatabaseSite, onServer } from '../setup/test-databases.ts';
import { collect, createOne, createRuntime, ended, fox, startTestEngine, story } from './runtime.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

/** A database that gives an ordinary user so many connections. */
async function databaseWithFewConnections(connections: number) {
  const name = `few_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create role ${name} login password 'few'`);
  await onServer(`create database ${name} owner ${name} connection limit ${connections}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = name;
  url.username = name;
  url.password = 'few';
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await onServer(`drop database ${name} with (force)`);
      await onServer(`drop role ${name}`);
    },
  };
}

describe('a database server with fewer connections than two processes want', { timeout: 120_000 }, () => {
  it('makes requests wait, and every error means that nothing was stored', async () => {
    await using few = await databaseWithFewConnections(8);
    const open = () => openDatabase({ folder: 'unused', url: few.url, connections: 10, waitMs: 90_000 });
    const databases = [await open(), await open()];
    const runtimes = await Promise.all(
      databases.map(database => createRuntime('server', engine, { database })),
    );
    const answers = await Promise.allSettled(
      runtimes.flatMap(({ generations }, process) =>
        Array.from({ length: 15 }, (_, seed) =>
          createOne(generations, { ...fox, seed: 100 * process + seed }),
        ),
      ),
    );
    const [first] = runtimes;
    const stored = await first?.generations.list({ first: 200 });
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(stored?.generations).toHaveLength(30);
    for (const runtime of runtimes) await runtime.close();
    for (const database of databases) await database.close();
  });

  it('says when to try again once waiting has been long enough', async () => {
    await using few = await databaseWithFewConnections(7);
    const database = await openDatabase({ folder: 'unused', url: few.url, connections: 3, waitMs: 300 });
    const runtime = await createRuntime('server', engine, { database });
    await runtime.generations.create(fox);
    const own = new Client({ connectionString: few.url });
    await own.connect();
    // What keeps every connection for requests busy: there is one.
    await own.query('begin');
    await own.query('lock table generations');
    const blocked = runtime.generations.create(fox);
    await expect(runtime.generations.list({ first: 1 })).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      problem: 'busy',
      reason: 'The database has no free connection.',
      nothingStored: true,
      retryAfter: 2,
    });
    await own.query('rollback');
    expect(await blocked).toHaveLength(1);
    await own.end();
    await runtime.close();
    await database.close();
  });
});

describe('connections that die without a word', { timeout: 120_000 }, () => {
  it('hold up a run, its watchers and the closing for no longer than a statement may take', async () => {
    const site = await newDatabaseSite('server');
    const way = await CuttableServer.open(site.url ?? '');
    const database = await openDatabase({ folder: site.folder, url: way.url, statementMs: 1000 });
    const runtime = await createRuntime('server', engine, { database });
    await runtime.worker.start();
    runtime.engine.hold();
    const { id } = await createOne(runtime.generations);
    const told = collect(runtime.generations, id);
    await runtime.engine.reached();
    way.silence();
    runtime.engine.release();
    expect(story(await told)).toMatch(/ 0 1 2 3 4 FINISHED:SUCCEEDED$/);
    way.silence();
    await runtime.close();
    await database.close();
    await way.cut();
    await site.remove();
  });
});

describe('a server that ends all its connections', { timeout: 120_000 }, () => {
  it('costs no subscription an event, and no run', async () => {
    const site = await newDatabaseSite('server');
    const database = await openDatabase(site);
    const runtime = await createRuntime('server', engine, { database });
    await runtime.worker.start();
    runtime.engine.hold();
    const { id } = await createOne(runtime.generations);
    const told = Array.from({ length: 20 }, () => collect(runtime.generations, id));
    for (let scale = 0; scale < 5; scale++) {
      await runtime.engine.reached();
      runtime.engine.step();
      await onServer(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(site.url ?? '').pathname.slice(1)}'`,
      );
    }
    runtime.engine.release();
    for (const all of await Promise.all(told)) expect(story(all)).toMatch(/ 0 1 2 3 4 FINISHED:SUCCEEDED$/);
    expect((await ended(runtime.generations, id)).status).toBe('SUCCEEDED');
    await runtime.close();
    await database.close();
    await site.remove();
  });
});
