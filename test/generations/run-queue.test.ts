import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OwnerId } from '../../src/access/viewer.ts';
import type { Database } from '../../src/database/database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { startLock } from '../../src/database/start-lock.ts';
import type { RunId } from '../../src/generations/generation.ts';
import { newBatchId } from '../../src/generations/identifiers.ts';
import { insertRun } from '../../src/generations/store/generation-store.ts';
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
const owner = 'local' as OwnerId;
/** Has nothing in progress. */
const idle = { inProgress: new Map<string, number>(), ahead: 8 };
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
    await database.kysely.deleteFrom('runs').execute();
    await database.kysely.deleteFrom('virtual_times').execute();
  });
  afterAll(async () => {
    await queue.close();
    await database.close();
  });

  async function enqueue(of = model, share = 'anyone', work = 1): Promise<RunId> {
    return database.kysely.transaction().execute(async transaction => {
      const batchId = newBatchId();
      await transaction
        .insertInto('batches')
        .values({ id: batchId, owner, request_digest: '', model: 'tiny' })
        .execute();
      const common = { owner, batchId, modelDigest: of, priority: 0, deadline: null, pictures: 1 };
      const runId = await insertRun(transaction, { ...common, share, work });
      await queue.enqueue(transaction, runId, of);
      return runId;
    });
  }

  /** What a worker claims that has nothing in progress. */
  const claimOf = (models: readonly ModelDigest[], rule = idle) => queue.claim(models, rule);

  /** As a worker does that begins a run. */
  async function begin(runId: RunId): Promise<void> {
    await database.kysely.updateTable('runs').set({ attempt: 1 }).where('id', '=', runId).execute();
  }

  async function claim(): Promise<Claim> {
    const claimed = await claimOf([model]);
    if (claimed === null) throw new Error('nothing to claim');
    return claimed;
  }

  it('hands out each run once, in the order they came', async () => {
    const ids = [await enqueue(), await enqueue(), await enqueue()];
    expect([await claim(), await claim(), await claim()].map(claimed => claimed.runId)).toEqual(ids);
    expect(await claimOf([model])).toBeNull();
  });

  it('hands out only runs of models the claimant serves, whatever waits before them', async () => {
    const others = [await enqueue(otherModel), await enqueue(otherModel)];
    const own = await enqueue();
    expect((await claimOf([model]))?.runId).toBe(own);
    expect(await claimOf([model])).toBeNull();
    expect(await claimOf([])).toBeNull();
    expect((await claimOf([model, otherModel]))?.runId).toBe(others[0]);
    expect((await claimOf([otherModel]))?.runId).toBe(others[1]);
  });

  it('hands out released runs before newer ones', async () => {
    const first = await enqueue();
    const claimed = await claim();
    await enqueue();
    await queue.release(claimed);
    expect((await claim()).runId).toBe(first);
  });

  it('hands out runs of shares in turns, by their work, whoever queued first', async () => {
    const first = await enqueue(model, 'a', 3);
    await claim();
    await begin(first);
    const ofA = [await enqueue(model, 'a', 1), await enqueue(model, 'a', 1)];
    const ofB = [await enqueue(model, 'b', 2), await enqueue(model, 'b', 2), await enqueue(model, 'b', 2)];
    const order = [];
    for (let left = 5; left > 0; left--) {
      const { runId } = await claim();
      await begin(runId);
      order.push(runId);
    }
    // `a` has had 3: so b's runs start at 0, 2 and 4, and a's at 3 and 4.
    expect(order).toEqual([ofB[0], ofB[1], ofA[0], ofA[1], ofB[2]]);
  });

  it('gives a share no credit for the time in which it had nothing queued', async () => {
    for (let run = 0; run < 5; run++) {
      await enqueue(model, 'a', 1);
      await begin((await claim()).runId);
    }
    const [late, ofA] = [await enqueue(model, 'late', 1), await enqueue(model, 'a', 1)];
    const second = await enqueue(model, 'late', 1);
    expect([await claim(), await claim(), await claim()].map(({ runId }) => runId)).toEqual([
      late,
      ofA,
      second,
    ]);
  });

  it('keeps nobody waiting for ever, however many new shares come', async () => {
    await enqueue(model, 'patient', 1);
    const second = await enqueue(model, 'patient', 1);
    const claimed: RunId[] = [];
    for (let newcomer = 0; newcomer < 8; newcomer++) {
      await enqueue(model, `newcomer ${newcomer}`, 1);
      const { runId } = await claim();
      await begin(runId);
      claimed.push(runId);
    }
    expect(claimed).toContain(second);
  });

  it('forgets what a share has canceled', async () => {
    const canceled = [];
    for (let run = 0; run < 20; run++) canceled.push(await enqueue(model, 'a', 100));
    await queue.discard(canceled);
    const [ofA, ofB] = [await enqueue(model, 'a', 1), await enqueue(model, 'b', 1)];
    expect([await claim(), await claim()].map(({ runId }) => runId)).toEqual([ofA, ofB]);
  });

  it('hands out no more runs of a share of which the worker has much in progress', async () => {
    await enqueue(model, 'a');
    const ofB = await enqueue(model, 'b');
    await enqueue(model, 'a');
    const busy = (pictures: number) => ({ inProgress: new Map([['a', pictures]]), ahead: 8 });
    expect((await claimOf([model], busy(8)))?.runId).toBe(ofB);
    expect(await claimOf([model], busy(8))).toBeNull();
    expect((await claimOf([model], busy(7)))?.share).toBe('a');
    expect(await claimOf([model], busy(10_000))).toBeNull();
  });

  it('hands out the run that was chosen, and each once, to workers that claim at the same time', async () => {
    const ids = new Set<RunId>();
    for (let run = 0; run < 12; run++) ids.add(await enqueue(model, `share ${run % 3}`));
    const claimed: RunId[] = [];
    for (let round = 0; claimed.length < ids.size && round < 12; round++) {
      const together = await Promise.all(Array.from({ length: 4 }, () => claimOf([model])));
      claimed.push(...together.flatMap(run => run?.runId ?? []));
    }
    expect(claimed).toHaveLength(ids.size);
    expect(new Set(claimed)).toEqual(ids);
  });

  it('holds back runs released with a delay for that long', async () => {
    await enqueue();
    await queue.release(await claim(), 3600);
    expect(await claimOf([model])).toBeNull();
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
    expect(await claimOf([model])).toBeNull();
    expect(await queue.renew(current)).toBe(true);
    await queue.complete(current);
    expect(await queue.takeBackAll()).toBe(0);
    expect(await claimOf([model])).toBeNull();
  });

  it('takes back everything that is claimed, and nothing else', async () => {
    const ids = [await enqueue(), await enqueue(), await enqueue()];
    await queue.complete(await claim());
    await claim();
    expect(await queue.takeBackAll()).toBe(1);
    expect([await claim(), await claim()].map(claimed => claimed.runId)).toEqual(ids.slice(1));
  });
});
