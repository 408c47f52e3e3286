import { CompiledQuery, type KyselyPlugin } from 'kysely';
import { PgBoss } from 'pg-boss';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { InvalidInputError } from '../../src/generations/errors.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { openCountedDatabase } from '../setup/counted-database.ts';
import { databaseKinds, openTestDatabase } from '../setup/test-databases.ts';
import {
  collect,
  createOne,
  createRuntime,
  ended,
  revisions,
  startTestEngine,
  story,
  type TestRuntime,
} from './runtime.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

describe.each(databaseKinds)('following a generation on the %s database', kind => {
  let runtime: TestRuntime;
  beforeAll(async () => {
    runtime = await createRuntime(kind, engine);
    await runtime.worker.start();
  });
  afterAll(() => runtime.close());

  it('sends a snapshot, then everything newer, then ends', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 1 });
    await runtime.engine.reached();
    const updates = await generations.updates(id);
    const first = await updates.next();
    expect(first.value).toMatchObject({
      type: 'SNAPSHOT',
      generation: { id, status: 'RUNNING', revision: 2, scaleCount: 0 },
    });
    runtime.engine.release();
    const rest = [];
    for await (const update of updates) rest.push(update);
    expect(story(rest)).toBe('0 1 2 3 4 FINISHED:SUCCEEDED');
    expect(revisions(rest)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(await updates.next()).toEqual({ done: true, value: undefined });
    expect(runtime.subscriberCount).toBe(0);
  });

  it('sends the snapshot and the end again when everything is over', async () => {
    const { generations } = runtime;
    const { id } = await ended(generations, (await createOne(generations)).id);
    const updates = await collect(generations, id);
    expect(story(updates)).toBe('SNAPSHOT@8 FINISHED:SUCCEEDED');
    expect(revisions(updates)).toEqual([8]);
  });

  it('loses and repeats nothing, wherever a client comes back', async () => {
    const { generations } = runtime;
    const { id } = await ended(generations, (await createOne(generations)).id);
    const all = await collect(generations, id, 0);
    for (let after = 0; after <= 8; after++)
      expect(await collect(generations, id, after)).toEqual(all.slice(after));
  });

  it('loses and repeats nothing, wherever a client comes back to what still runs', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 2 });
    await runtime.engine.reached();
    const followers = [0, 1, 2].map(after => collect(generations, id, after));
    for (let index = 0; index < 4; index++) {
      runtime.engine.step();
      await runtime.engine.reached();
      const revision = (await generations.find(id))?.revision ?? 0;
      for (const after of [revision - 1, revision]) followers.push(collect(generations, id, after));
    }
    runtime.engine.release();
    const [all, ...others] = await Promise.all(followers);
    expect(revisions(all ?? [])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const updates of others) {
      const [first] = revisions(updates);
      expect(updates).toEqual(all?.slice((first ?? 0) - 1));
    }
  });

  it('refuses a revision that there is not', async () => {
    const { generations } = runtime;
    const { id } = await ended(generations, (await createOne(generations)).id);
    for (const after of [-1, 9, 0.5, Number.NaN, 2 ** 60]) {
      const error = await generations.updates(id, after).catch(refused => refused);
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error).toMatchObject({ field: 'after' });
    }
    expect(runtime.subscriberCount).toBe(0);
  });

  it('settles a pending next() when the client leaves', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 3 });
    await runtime.engine.reached();
    const updates = await generations.updates(id);
    await updates.next();
    const pending = [updates.next(), updates.next()];
    expect(runtime.subscriberCount).toBe(1);
    await updates.return?.();
    expect(await Promise.all(pending)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
    expect(runtime.subscriberCount).toBe(0);
    runtime.engine.release();
    await ended(generations, id);
  });

  it('answers several next() at once in order', async () => {
    const { generations } = runtime;
    const { id } = await ended(generations, (await createOne(generations)).id);
    const updates = await generations.updates(id, 0);
    const results = await Promise.all(Array.from({ length: 10 }, () => updates.next()));
    expect(revisions(results.flatMap(result => (result.done ? [] : [result.value])))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(results.slice(8)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
  });

  it('is not held up by a client that never reads, which misses nothing when it does', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 4 });
    await runtime.engine.reached();
    const stalled = await generations.updates(id);
    const reading = collect(generations, id, 0);
    runtime.engine.release();
    expect(story(await reading)).toMatch(/ 0 1 2 3 4 FINISHED:SUCCEEDED$/);
    const late = [];
    for await (const update of stalled) late.push(update);
    expect(story(late)).toBe('SNAPSHOT@2 0 1 2 3 4 FINISHED:SUCCEEDED');
  });

  it('ends all subscriptions when it is closed', async () => {
    const closing = await createRuntime(kind, engine, { database: runtime.database });
    runtime.engine.hold();
    const { id } = await createOne(closing.generations, { seed: 5 });
    await runtime.engine.reached();
    const updates = await closing.generations.updates(id);
    await updates.next();
    const pending = updates.next();
    await closing.close();
    expect(await pending).toEqual({ done: true, value: undefined });
    runtime.engine.release();
    await ended(runtime.generations, id);
  });
});

describe('many subscribers', () => {
  it('read new events once, and nothing when there are none', async () => {
    const opened = await openTestDatabase('embedded');
    let reads = 0;
    const countReads: KyselyPlugin = {
      transformQuery: ({ node }) => {
        if (node.kind === 'SelectQueryNode' && JSON.stringify(node.from).includes('"events"')) reads += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const database = { ...opened, kysely: opened.kysely.withPlugin(countReads) };
    const runtime = await createRuntime('embedded', engine, { database });
    try {
      const { generations } = runtime;
      await runtime.worker.start();
      runtime.engine.hold();
      const { id } = await createOne(generations);
      await runtime.engine.reached();
      const followers = await Promise.all(Array.from({ length: 50 }, () => generations.updates(id)));
      const stalled = await Promise.all(Array.from({ length: 50 }, () => generations.updates(id)));
      const received = followers.map(async follower => {
        const updates = [];
        for await (const update of follower) updates.push(update);
        return story(updates);
      });
      // Other generations, and time, make nobody read.
      await createOne(generations, { seed: 9 });
      await opened.kysely.executeQuery(CompiledQuery.raw('select 1'));
      expect(reads).toBe(0);
      runtime.engine.release();
      expect(new Set(await Promise.all(received))).toEqual(
        new Set(['SNAPSHOT@2 0 1 2 3 4 FINISHED:SUCCEEDED']),
      );
      // Those who never ask cost no reads. Six events; a read in flight when the next one happens may make one more of each.
      expect(reads).toBeGreaterThanOrEqual(1);
      expect(reads).toBeLessThanOrEqual(12);
      expect(runtime.subscriberCount).toBe(stalled.length);
    } finally {
      await runtime.close();
      await opened.close();
    }
  });

  it('share what was read of an event, however late each of them comes for it', async () => {
    const counted = await openCountedDatabase('embedded');
    const runtime = await createRuntime('embedded', engine, { database: counted.database });
    try {
      const { generations } = runtime;
      await runtime.worker.start();
      runtime.engine.hold();
      const { id } = await createOne(generations);
      await runtime.engine.reached();
      const [first, ...others] = await Promise.all(
        Array.from({ length: 20 }, () => generations.updates(id, 2)),
      );
      runtime.engine.step();
      await runtime.engine.reached();
      const told = await first?.next();
      expect(told?.value).toMatchObject({ type: 'SCALE_FINISHED', generation: { id, scaleCount: 1 } });
      const statements = await counted.during(async () => {
        for (const other of others) {
          const { value } = await other.next();
          expect(value).toEqual(told?.value);
          if (value !== undefined)
            expect(await generations.scale(value.generation, 0)).toMatchObject({ index: 0 });
        }
      });
      // The scale.
      expect(statements).toBe(1);
    } finally {
      await runtime.close();
      await counted.database.close();
    }
  });
});

describe('a read of events that fails', () => {
  it('is tried again, and said once in the log', async () => {
    const opened = await openTestDatabase('embedded');
    let failures = 0;
    const failing: KyselyPlugin = {
      transformQuery: ({ node }) => {
        const isEvents = node.kind === 'SelectQueryNode' && JSON.stringify(node.from).includes('"events"');
        if (isEvents && failures < 2) {
          failures += 1;
          throw new Error('something went wrong');
        }
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const lines: { msg: string; err?: { message: string } }[] = [];
    const logger = pino({}, { write: line => lines.push(JSON.parse(line)) });
    const database = { ...opened, kysely: opened.kysely.withPlugin(failing) };
    const runtime = await createRuntime('embedded', engine, { database, logger });
    try {
      const { id } = await createOne(runtime.generations);
      const updates = await runtime.generations.updates(id, 0);
      expect((await updates.next()).value).toMatchObject({ type: 'STATUS_CHANGED', revision: 1 });
      expect(failures).toBe(2);
      expect(lines.map(({ msg, err }) => [msg, err?.message])).toEqual([
        ['cannot read events; retrying', 'something went wrong'],
        ['events can be read again', undefined],
      ]);
    } finally {
      await runtime.close();
      await opened.close();
    }
  });
});

describe('what cannot be put together', () => {
  it('leaves no queue at work on a database that is given up', async () => {
    const opened = await openTestDatabase('server');
    const boss = vi.spyOn(PgBoss.prototype, 'stop');
    const database = {
      ...opened,
      notifications: { listen: () => Promise.reject(new Error('nobody can listen')) },
    };
    try {
      await expect(createRuntime('server', engine, { database })).rejects.toThrow('nobody can listen');
      expect(boss).toHaveBeenCalledOnce();
    } finally {
      boss.mockRestore();
      await opened.close();
    }
  });
});
