import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { StorageUnavailableError } from '../../src/database/storage-unavailable-error.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { CuttableServer } from '../setup/cuttable-server.ts';
import { type DatabaseSite, newDatabaseSite, onServer } from '../setup/test-databases.ts';
import {
  collect,
  createOne,
  createRuntime,
  ended,
  fox,
  startTestEngine,
  story,
  type TestRuntime,
} from './runtime.ts';

/** More than the attempts after which a run is given up. */
const failures = 4;
const attempts = 2;

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

describe('a picture that was accepted', () => {
  let site: DatabaseSite;
  let way: CuttableServer;
  let database: Database;
  let runtime: TestRuntime;
  beforeAll(async () => {
    site = await newDatabaseSite('server');
    way = await CuttableServer.open(site.url ?? '');
    database = await openDatabase({ folder: site.folder, url: way.url });
    runtime = await createRuntime('server', engine, { database, attempts });
    await runtime.worker.start();
  });
  afterAll(async () => {
    await runtime.close();
    await database.close();
    await way.cut();
    await site.remove();
  });

  it('survives a database server that is away again and again', { timeout: 90_000 }, async () => {
    const { generations, storage } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations);
    const told = collect(generations, id);
    for (let count = 0; count < failures; count++) {
      await runtime.engine.reached();
      await way.cut();
      runtime.engine.step();
      await expect(storage.check()).rejects.toThrow(StorageUnavailableError);
      await way.restore();
    }
    runtime.engine.release();
    expect(story(await told)).toMatch(/ 0 1 2 3 4 FINISHED:SUCCEEDED$/);
  });

  it('survives a database server that only reads for a while', { timeout: 90_000 }, async () => {
    const { generations, storage } = runtime;
    const readOnly = async (value: 'on' | 'off') => {
      await onServer(
        `alter database ${new URL(way.url).pathname.slice(1)} set default_transaction_read_only = ${value}`,
      );
      await way.cut();
      await way.restore();
    };
    runtime.engine.hold();
    const { id } = await createOne(generations);
    await runtime.engine.reached();
    await readOnly('on');
    runtime.engine.step();
    await expect(generations.create({ ...fox, seed: 8 })).rejects.toThrow(
      'Writing on the database server is not permitted. Nothing was stored.',
    );
    await expect(storage.check()).rejects.toThrow('Writing on the database server is not permitted.');
    expect((await generations.find(id))?.status).toBe('RUNNING');
    await readOnly('off');
    runtime.engine.release();
    expect((await ended(generations, id)).status).toBe('SUCCEEDED');
  });
});
