import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { notify } from '../../src/database/notifications.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { DatabaseUnavailableError } from '../../src/database/server-database.ts';
import { StorageUnavailableError } from '../../src/database/storage-unavailable-error.ts';
import { databaseKinds, newDatabaseSite, openTestDatabase } from '../setup/test-databases.ts';

/** Notifications as they come. */
class Inbox {
  readonly #payloads: string[] = [];
  #arrived: (() => void) | undefined;
  readonly receive = (payload: string): void => {
    this.#payloads.push(payload);
    this.#arrived?.();
  };

  async next(): Promise<string | undefined> {
    if (this.#payloads.length === 0) await new Promise<void>(resolve => (this.#arrived = resolve));
    return this.#payloads.shift();
  }
}

describe.each(databaseKinds)('the %s database', kind => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  it('notifies when a transaction commits, and not when it is rolled back', async () => {
    const { kysely, notifications } = database;
    const inbox = new Inbox();
    const stop = await notifications.listen('test', inbox.receive, () => {});
    const rollback = kysely.transaction().execute(async transaction => {
      await notify(transaction, 'test', ['never']);
      throw new Error('rolled back');
    });
    await expect(rollback).rejects.toThrow('rolled back');
    await kysely.transaction().execute(transaction => notify(transaction, 'test', ['one', 'two']));
    expect([await inbox.next(), await inbox.next()]).toEqual(['one', 'two']);
    await stop();
  });

  it('tells every listener of a channel, until it stops listening', async () => {
    const { kysely, notifications } = database;
    const inboxes = [new Inbox(), new Inbox()] as const;
    const stop = await notifications.listen('shared', inboxes[0].receive, () => {});
    const stopOther = await notifications.listen('shared', inboxes[1].receive, () => {});
    await notify(kysely, 'shared', ['both']);
    expect(await Promise.all(inboxes.map(inbox => inbox.next()))).toEqual(['both', 'both']);
    await stop();
    await notify(kysely, 'shared', ['second']);
    expect(await inboxes[1].next()).toBe('second');
    await stopOther();
  });

  it('stores a job with the transaction it was sent in', async () => {
    const { kysely, queueDatabase } = database;
    const boss = new PgBoss({
      db: queueDatabase,
      backend: kind === 'embedded' ? 'pglite' : 'postgres',
      schedule: false,
      supervise: false,
    });
    await boss.start();
    await boss.createQueue('test');
    const send = (fails: boolean) =>
      kysely.transaction().execute(async transaction => {
        await boss.send('test', { fails }, { db: fromKysely(transaction) });
        if (fails) throw new Error('rolled back');
      });
    await expect(send(true)).rejects.toThrow('rolled back');
    await send(false);
    expect((await boss.fetch('test', { batchSize: 5 })).map(job => job.data)).toEqual([{ fails: false }]);
    await boss.stop({ graceful: false });
  });

  it('keeps bytes, times and large whole numbers as they are', async () => {
    const bytes = new Uint8Array([0, 1, 127, 128, 255]);
    const { rows } = await sql<{ bytes: Uint8Array; at: Date; json: unknown }>`
      select ${bytes}::bytea bytes, '2026-01-02T03:04:05.678Z'::timestamptz at,
        ${JSON.stringify({ seed: Number.MAX_SAFE_INTEGER })}::jsonb json`.execute(database.kysely);
    expect([...(rows[0]?.bytes ?? [])]).toEqual([...bytes]);
    expect(rows[0]?.at).toEqual(new Date('2026-01-02T03:04:05.678Z'));
    expect(rows[0]?.json).toEqual({ seed: Number.MAX_SAFE_INTEGER });
  });
});

describe('the server database', () => {
  it('is brought up to date once when several processes open it at once', async () => {
    const site = await newDatabaseSite('server');
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(site)));
    const counts = await Promise.all(
      opened.map(({ kysely }) => sql`select count(*) from generations`.execute(kysely)),
    );
    expect(counts).toHaveLength(3);
    await Promise.all(opened.map(database => database.close()));
    await site.remove();
  });

  it('says in one line why a server cannot be used, without the password', async () => {
    const url = 'postgres://someone:secret@localhost:1/pictures';
    const error = await openDatabase({ folder: 'unused', url }).catch(refused => refused);
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
    expect(error.message).toMatch(/^The database pictures at localhost:1 cannot be used: .*ECONNREFUSED/);
    expect(error.message).not.toContain('secret');
  });

  it('listens again after its connection was cut, and says that something may be missing', async () => {
    const site = await newDatabaseSite('server');
    const lost: string[] = [];
    const database = await openDatabase({ ...site, onConnectionLost: error => lost.push(error.message) });
    const inbox = new Inbox();
    const gap = Promise.withResolvers<void>();
    await database.notifications.listen('test', inbox.receive, gap.resolve);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(database.kysely);
    await gap.promise;
    await notify(database.kysely, 'test', ['again']);
    expect(await inbox.next()).toBe('again');
    expect(lost.length).toBeGreaterThan(0);
    await database.close();
    await site.remove();
  });
});

describe('the embedded database', () => {
  it('is opened by one at a time', async () => {
    const site = await newDatabaseSite('embedded');
    const database = await openDatabase(site);
    await expect(openDatabase(site)).rejects.toThrow(`in use by process ${process.pid}`);
    await database.close();
    const again = await openDatabase(site);
    await again.close();
    await site.remove();
  });

  it('leaves this thread to others while it works', async () => {
    const database = await openTestDatabase('embedded');
    const order: string[] = [];
    const statement = sql`select count(*) from generate_series(1, 300000)`
      .execute(database.kysely)
      .then(() => order.push('statement'));
    for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setTimeout(resolve));
    order.push('others');
    await statement;
    expect(order).toEqual(['others', 'statement']);
    await database.close();
  });

  it('keeps transactions apart', async () => {
    const database = await openTestDatabase('embedded');
    const { kysely } = database;
    await sql`create table numbers (number integer)`.execute(kysely);
    const inTransaction = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const transaction = kysely.transaction().execute(async own => {
      await sql`insert into numbers values (1)`.execute(own);
      inTransaction.resolve();
      await goOn.promise;
      await sql`insert into numbers values (2)`.execute(own);
    });
    await inTransaction.promise;
    const seen = sql<{ number: number }>`select number from numbers order by number`.execute(kysely);
    goOn.resolve();
    await transaction;
    expect((await seen).rows).toEqual([{ number: 1 }, { number: 2 }]);
    await database.close();
  });

  it('is opened again when PostgreSQL gives up, and says that something may be missing', async () => {
    const site = await newDatabaseSite('embedded');
    const lost: string[] = [];
    const database = await openDatabase({ ...site, onConnectionLost: error => lost.push(error.message) });
    const { kysely, notifications } = database;
    const inbox = new Inbox();
    const gap = Promise.withResolvers<void>();
    await notifications.listen('test', inbox.receive, gap.resolve);
    await sql`create table numbers (number integer)`.execute(kysely);
    // Without its log PostgreSQL cannot go on.
    const log = join(site.folder, 'pg_wal');
    await rename(log, `${log}.away`);
    const failed = kysely.transaction().execute(async own => {
      await sql`insert into numbers values (1)`.execute(own);
      await sql`select pg_switch_wal()`.execute(own);
      await sql`insert into numbers values (2)`.execute(own);
    });
    await expect(failed).rejects.toThrow(StorageUnavailableError);
    await rename(`${log}.away`, log);
    await gap.promise;
    await notify(kysely, 'test', ['again']);
    expect(await inbox.next()).toBe('again');
    expect((await sql`select number from numbers`.execute(kysely)).rows).toEqual([]);
    expect(lost.join()).toContain('pg_wal');
    await database.close();
    await site.remove();
  });

  it('tells its planner how much there is when much has been added', { timeout: 60_000 }, async () => {
    const site = await newDatabaseSite('embedded');
    const before = await openDatabase(site);
    await sql`insert into batches (id, request_digest, model)
      select gen_random_uuid(), 'digest', 'model' from generate_series(1, 20000)`.execute(before.kysely);
    await before.close();
    const database = await openDatabase(site);
    const known = async () => {
      const { rows } = await sql<{ known: number }>`
        select reltuples::integer known from pg_class where relname = 'batches'`.execute(database.kysely);
      return rows[0]?.known;
    };
    await expect.poll(known, { timeout: 30_000 }).toBeGreaterThan(10_000);
    await database.close();
    await site.remove();
  });

  it('that a newer version of the server made is refused with its name', async () => {
    const site = await newDatabaseSite('embedded');
    const database = await openDatabase(site);
    await sql`insert into schema_migrations values ('9999-future', '2100-01-01')`.execute(database.kysely);
    await database.close();
    await expect(openDatabase(site)).rejects.toThrow(
      'created by a newer version of this server (with 9999-future)',
    );
    await site.remove();
  });
});
