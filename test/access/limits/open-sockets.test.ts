import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpenSockets } from '../../../src/access/limits/open-sockets.ts';
import type { Subject } from '../../../src/access/limits/subject.ts';
import type { Database } from '../../../src/database/database.ts';
import { openTestDatabase } from '../../setup/test-databases.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase('server');
});
afterAll(() => database.close());

const subject = (name: string) => name as Subject;

function fail(error: unknown): never {
  throw error;
}

/** A process that stored its sockets some time ago, and nothing since. */
async function silentProcess(of: Subject, open: number, seconds: number): Promise<void> {
  await database.kysely
    .insertInto('open_sockets')
    .values({
      subject: of,
      process: `silent for ${seconds}`,
      open,
      seen_at: new Date(Date.now() - seconds * 1000),
    })
    .execute();
}

it('sockets of a process that died are forgotten within half a minute, not at once', async () => {
  const sockets = new OpenSockets(database, fail);
  await silentProcess(subject('recent'), 2, 15);
  await silentProcess(subject('past'), 2, 31);
  expect(await sockets.open(subject('recent'), 2)).toBeNull();
  expect(await sockets.open(subject('past'), 2)).not.toBeNull();
  await sockets.close();
});

it('concurrent openings are admitted up to the limit, in one process and in several', async () => {
  const processes = [new OpenSockets(database, fail), new OpenSockets(database, fail)];
  const results = await Promise.all(
    Array.from({ length: 5 }, () => processes.map(sockets => sockets.open(subject('rush'), 3))).flat(),
  );
  const closers = results.filter(close => close !== null);
  expect(closers).toHaveLength(3);
  for (const close of closers) {
    close();
    close();
  }
  for (const sockets of processes) await expect.poll(() => sockets.count(subject('rush'))).toBe(0);
  for (const sockets of processes) await sockets.close();
  expect(
    await database.kysely.selectFrom('open_sockets').selectAll().where('subject', '=', 'rush').execute(),
  ).toEqual([]);
});
