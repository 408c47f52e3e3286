import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { startLock } from '../../src/database/start-lock.ts';
import type { RunId } from '../../src/generations/generation.ts';
import { newRunId } from '../../src/generations/identifiers.ts';
import { type Claim, RunQueue } from '../../src/generations/work/run-queue.ts';
import type { ModelDigest } from '../../src/inference/packs/pack-digest.ts';
import { databaseKinds, newDatabaseSite, openTestDatabase } from '../setup/test-databases.ts';

describe('an empty database on a server', () => {
  it('gets its tables and the queue from one process at a time, however many start at once', async () => {
    const site = await newDatabaseSite('server');
    const start = async () => {
      const database = await openDatabase(site);
      const queue = await RunQueue.open(database, {
        leaseSeconds: 10,
        onError: error => {
          throw error;
        },
      });
      return async () => {
        await queue.close();
        await database.close();
      };
    };
    const first = new Client({ connectionString: site.url });
    await first.connect();
    await first.query('select pg_advisory_lock($1)', [startLock]);
    const starts = [1, 2, 3].map(start);
    const waiting = async () => {
      const { rows } = await first.query(`
        select from pg_locks join pg_database on pg_database.oid = pg_locks.database
        where datname = current_database() and locktype = 'advisory' and not granted`);
      return rows.length;
    };
    await expect.poll(waiting, { timeout: 20_000 }).toBe(3);
    const { rows } = await first.query("select from pg_tables where schemaname in ('public', 'pgboss')");
    expect(rows).toEqual([]);
    await first.end();
    for (const close of await Promise.all(starts)) await close();
    await site.remove();
  });
});

const model = '0'.repeat(64) as ModelDigest;
const otherModel = '1'.repeat(64) as ModelDigest;

describe.each(databaseKinds)('the queue on the %s database', kind => {
  let database: Database;
  let queue: RunQueue;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    queue = await RunQueue.open(database, {
      leaseSeconds: 10,
      onError: error => {
        throw error;
      },
    });
    await queue.prepare(model);
    await queue.prepare(otherModel);
  });
  beforeEach(async () => {
    await sql`delete from pgboss.job`.execute(database.kysely);
  });
  afterAll(async () => {
    await queue.close();
    await database.close();
  });

  async function enqueue(of = model): Promise<RunId> {
    const runId = newRunId();
    await database.kysely.transaction().execute(transaction => queue.enqueue(transaction, runId, of));
    return runId;
  }

  async function claim(): Promise<Claim> {
    const claimed = await queue.claim([model]);
    if (claimed === null) throw new Error('nothing to claim');
    return claimed;
  }

  it('hands out each run once, in the order they came', async () => {
    const ids = [await enqueue(), await enqueue(), await enqueue()];
    expect([await claim(), await claim(), await claim()].map(claimed => claimed.runId)).toEqual(ids);
    expect(await queue.claim([model])).toBeNull();
  });

  it('hands out only runs of models the claimant serves, whatever waits before them', async () => {
    const others = [await enqueue(otherModel), await enqueue(otherModel)];
    const own = await enqueue();
    expect((await queue.claim([model]))?.runId).toBe(own);
    expect(await queue.claim([model])).toBeNull();
    expect(await queue.claim([])).toBeNull();
    expect((await queue.claim([model, otherModel]))?.runId).toBe(others[0]);
    expect((await queue.claim([otherModel]))?.runId).toBe(others[1]);
  });

  it('hands out released runs before newer ones', async () => {
    const first = await enqueue();
    const claimed = await claim();
    await enqueue();
    await queue.release(claimed);
    expect((await claim()).runId).toBe(first);
  });

  it('holds back runs released with a delay for that long', async () => {
    await enqueue();
    await queue.release(await claim(), 3600);
    expect(await queue.claim([model])).toBeNull();
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from start_after - now())::integer seconds from pgboss.job`.execute(
      database.kysely,
    );
    expect(rows[0]?.seconds).toBeGreaterThan(3500);
    expect(rows[0]?.seconds).toBeLessThanOrEqual(3600);
  });

  it('takes nothing from a claim that lapsed', async () => {
    const runId = await enqueue();
    const stale = await claim();
    expect(await queue.renew(stale)).toBe(true);
    await queue.takeBackAll();
    expect(await queue.renew(stale)).toBe(false);
    const current = await claim();
    expect(current.runId).toBe(runId);
    expect(await queue.renew(stale)).toBe(false);
    await queue.complete(stale);
    await queue.release(stale);
    expect(await queue.claim([model])).toBeNull();
    expect(await queue.renew(current)).toBe(true);
    await queue.complete(current);
    expect(await queue.takeBackAll()).toBe(0);
    expect(await queue.claim([model])).toBeNull();
  });

  it('takes back everything that is claimed, and nothing else', async () => {
    const ids = [await enqueue(), await enqueue(), await enqueue()];
    await queue.complete(await claim());
    await claim();
    expect(await queue.takeBackAll()).toBe(1);
    expect([await claim(), await claim()].map(claimed => claimed.runId)).toEqual(ids.slice(1));
  });
});
