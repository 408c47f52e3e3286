import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { notify } from '../../src/database/notifications.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { presenceLock } from '../../src/database/presence.ts';
import { type ApiServer, startApiServer } from '../api/api-server.ts';
import { hasPgBouncer, startPgBouncer } from '../setup/pgbouncer.ts';
import { newDatabaseSite } from '../setup/test-databases.ts';
import { collect, createOne, story } from './runtime.ts';

const wholeStory = /^SNAPSHOT@\d .*FINISHED:SUCCEEDED$/;

async function readiness({ url }: ApiServer) {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, body: await response.json() };
}

/** Everything that listens hears of what is notified. */
async function hears(database: Database): Promise<void> {
  const heard = Promise.withResolvers<string>();
  const stop = await database.notifications.listen('test', heard.resolve, () => {});
  await notify(database.kysely, 'test', ['word']);
  expect(await heard.promise).toBe('word');
  await stop();
}

describe.skipIf(!hasPgBouncer)('behind PgBouncer in transaction mode', { timeout: 120_000 }, () => {
  it('progress arrives without notifications, and the operator is told about it', async () => {
    const site = await newDatabaseSite('server');
    await using bouncer = await startPgBouncer(site.url ?? '');
    const told: (string | null)[] = [];
    const database = await openDatabase({
      folder: site.folder,
      url: bouncer.url,
      onDegradation: reason => told.push(reason),
    });
    const server = await startApiServer({ database });
    const { generations } = server.runtime;
    const [first, second] = [await createOne(generations), await createOne(generations, { seed: 8 })];
    for (const { id } of [first, second]) expect(story(await collect(generations, id))).toMatch(wholeStory);
    await vi.waitFor(
      () => expect(told).toEqual([expect.stringContaining('set DATABASE_LISTEN_URL')]),
      30_000,
    );
    expect(await readiness(server)).toEqual({
      status: 200,
      body: { status: 'ok', database: true, engine: true, degraded: told },
    });
    // A lock of a session would stay with a connection that others use.
    const { rows } =
      await sql`select from pg_locks where locktype = 'advisory' and classid = ${presenceLock}`.execute(
        database.kysely,
      );
    expect(rows).toEqual([]);
    await server.close();
    await database.close();
    await site.remove();
  });

  it('a direct address brings the notifications', async () => {
    const site = await newDatabaseSite('server');
    await using bouncer = await startPgBouncer(site.url ?? '');
    const database = await openDatabase({ folder: site.folder, url: bouncer.url, listenUrl: site.url });
    const server = await startApiServer({ database });
    await hears(database);
    const { generations } = server.runtime;
    expect(story(await collect(generations, (await createOne(generations)).id))).toMatch(wholeStory);
    await vi.waitFor(() => expect(database.presence.name).not.toBeNull(), 30_000);
    expect(await readiness(server)).toEqual({
      status: 200,
      body: { status: 'ok', database: true, engine: true },
    });
    await server.close();
    await database.close();
    await site.remove();
  });
});
