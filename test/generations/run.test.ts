import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Generation, RunId } from '../../src/generations/generation.ts';
import { beginAttempt } from '../../src/generations/store/attempt-store.ts';
import type { Engine } from '../../src/inference/engine.ts';
import type { ModelDigest } from '../../src/inference/packs/pack-digest.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { testSides } from '../setup/test-models.ts';
import {
  collect,
  createOne,
  createRuntime,
  ended,
  eventsSoFar,
  fox,
  revisions,
  startTestEngine,
  story,
  type TestRuntime,
  takeBackAll,
  tokensOf,
} from './runtime.ts';

const otherDigest = 'f'.repeat(64) as ModelDigest;

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

/** What the engine itself makes of a generation's recipe, in one go. */
async function expectedTokens(generation: Generation): Promise<number[][]> {
  const scales: number[][] = [];
  for await (const scale of engine.generate({ recipes: [generation.recipe], finished: [] }))
    scales.push([...(scale.tokens[0] ?? [])]);
  return scales;
}

const wholeStory = 'QUEUED RUNNING 0 1 2 3 4 FINISHED:SUCCEEDED';

describe.each(databaseKinds)('running generations on the %s database', kind => {
  let runtime: TestRuntime;
  beforeAll(async () => {
    runtime = await createRuntime(kind, engine, { attempts: 3 });
    await runtime.worker.start();
  });
  afterAll(() => runtime.close());

  it('runs a generation from the queue to its end, every step an event', async () => {
    const { generations } = runtime;
    const created = await createOne(generations);
    const generation = await ended(generations, created.id);
    const updates = await collect(generations, created.id, 0);
    expect(story(updates)).toBe(wholeStory);
    expect(revisions(updates)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(generation).toMatchObject({ status: 'SUCCEEDED', revision: 8, scaleCount: 5, failure: null });
    expect(generation.startedAt?.getTime()).toBeGreaterThanOrEqual(generation.createdAt.getTime());
    expect(generation.finishedAt?.getTime()).toBeGreaterThanOrEqual(generation.startedAt?.getTime() ?? 0);
  });

  it('stores the tokens the engine makes, and each scale once', async () => {
    const { generations } = runtime;
    const generation = await ended(generations, (await createOne(generations, { seed: 11 })).id);
    const scales = await generations.scales(generation);
    expect(scales.map(scale => scale.index)).toEqual([0, 1, 2, 3, 4]);
    expect(scales.map(scale => scale.grid.rows)).toEqual(testSides);
    expect(scales.map(scale => [...scale.tokens])).toEqual(await expectedTokens(generation));
    expect(new Set(scales.map(scale => scale.digest)).size).toBe(5);
    expect(await generations.scale(generation, 2)).toEqual(scales[2]);
    expect(await generations.scale(generation, 5)).toBeNull();
  });

  it('gives equal pictures equal digests', async () => {
    const { generations } = runtime;
    const digests = async () => {
      const generation = await ended(generations, (await createOne(generations, { seed: 12 })).id);
      return (await generations.scales(generation)).map(scale => scale.digest);
    };
    expect(await digests()).toEqual(await digests());
  });

  it('makes the same pictures in a batch and one by one', async () => {
    const { generations } = runtime;
    const batch = await generations.create({ ...fox, seed: 21, count: 4 });
    for (const [imageIndex, { id }] of batch.entries()) {
      await ended(generations, id);
      const single = await createOne(generations, { seed: 21, imageIndex });
      await ended(generations, single.id);
      expect(await tokensOf(generations, id)).toEqual(await tokensOf(generations, single.id));
    }
  });

  it('tries again when the engine fails, from the last finished scale', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 31 });
    expect((await runtime.engine.reached()).index).toBe(0);
    runtime.engine.step();
    expect((await runtime.engine.reached()).index).toBe(1);
    runtime.engine.failWith(new Error('the process died'), new Error('again'));
    runtime.engine.release();
    const generation = await ended(generations, id);
    expect(generation.status).toBe('SUCCEEDED');
    expect(story(await collect(generations, id, 0))).toBe(wholeStory);
    expect(runtime.engine.jobs.slice(-3).map(job => job.finished.length)).toEqual([0, 1, 1]);
    expect(await tokensOf(generations, id)).toEqual(await expectedTokens(generation));
  });

  it('fails what fails every time, and goes on with the next', async () => {
    const { generations } = runtime;
    runtime.engine.failWith(new Error('one'), new Error('two'), new Error('three'));
    const { id } = await createOne(generations, { seed: 32 });
    const next = await createOne(generations, { seed: 33 });
    expect(await ended(generations, id)).toMatchObject({
      status: 'FAILED',
      scaleCount: 0,
      failure: { code: 'ENGINE_FAILED' },
    });
    expect(story(await collect(generations, id, 0))).toBe('QUEUED RUNNING FINISHED:FAILED');
    expect((await ended(generations, next.id)).status).toBe('SUCCEEDED');
  });

  it('gives up what was interrupted too often without a finished scale', async () => {
    const { generations, database } = runtime;
    await runtime.worker.stop();
    const { id, runId } = await createOne(generations, { seed: 34 });
    const interrupted = (times: number) =>
      database.kysely
        .updateTable('runs')
        .set({ fruitless_attempts: times })
        .where('id', '=', runId)
        .execute();
    await interrupted(3);
    await runtime.worker.start();
    expect(await ended(generations, id)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'INTERRUPTED_TOO_OFTEN' },
    });
  });

  it('counts only interruptions of what was being computed: waiting beside others is no fault', async () => {
    const { generations, database, engine } = runtime;
    const counted = async (id: RunId) => {
      const row = await database.kysely
        .selectFrom('runs')
        .select('fruitless_attempts')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return row.fruitless_attempts;
    };
    await runtime.worker.stop();
    const { id, runId } = await createOne(generations, { seed: 35 });
    for (let death = 0; death < 10; death++)
      await database.kysely.transaction().execute(transaction => beginAttempt(transaction, runId));
    expect(await counted(runId)).toBe(0);
    engine.hold();
    await runtime.worker.start();
    await engine.reached();
    await expect.poll(() => counted(runId)).toBe(1);
    engine.release();
    expect(await ended(generations, id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await counted(runId)).toBe(0);
  });

  it('never continues with another model, or with none: it waits until its own is served', async () => {
    const { generations, models } = runtime;
    const original = models.default;
    runtime.engine.hold();
    const blocker = await createOne(generations);
    const held = await runtime.engine.reached();
    expect(held.index).toBe(0);
    const waiting = await createOne(generations, { seed: 41 });
    models.default = { ...original, digest: otherDigest };
    runtime.engine.release();
    await ended(generations, blocker.id);
    const later = await createOne(generations, { seed: 42 });
    expect(await ended(generations, later.id)).toMatchObject({
      status: 'SUCCEEDED',
      modelDigest: otherDigest,
    });
    expect(await generations.find(waiting.id)).toMatchObject({ status: 'QUEUED' });

    models.installed = false;
    expect(await generations.find(waiting.id)).toMatchObject({ status: 'QUEUED' });
    models.default = original;
    models.installed = true;
    expect(await ended(generations, waiting.id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('says where a queued generation stands, and when it may start once work was measured', async () => {
    const { generations } = runtime;
    await ended(generations, (await createOne(generations)).id);
    runtime.engine.hold();
    const running = await createOne(generations);
    await runtime.engine.reached();
    const waiting = [await createOne(generations), ...(await generations.create({ ...fox, count: 2 }))];
    const last = await createOne(generations);
    expect(await generations.queuePlacement(running)).toBeNull();
    const placements = await Promise.all(
      [...waiting, last].map(generation => generations.queuePlacement(generation)),
    );
    expect(placements.map(placement => placement?.position)).toEqual([0, 1, 1, 2]);
    const seconds = placements.map(placement => placement?.estimatedSeconds ?? 0);
    expect(seconds[0]).toBeGreaterThan(0);
    expect(seconds[1]).toBeGreaterThan(seconds[0] ?? 0);
    expect(seconds[3]).toBeGreaterThan(seconds[1] ?? 0);
    runtime.engine.release();
    expect(await generations.queuePlacement(await ended(generations, last.id))).toBeNull();
  });

  it('stops after the current scale, and another worker continues from there', async () => {
    const { generations } = runtime;
    const expected = await expectedTokens(await ended(generations, (await createOne(generations)).id));
    for (const stopAt of testSides.keys()) {
      runtime.engine.hold();
      const { id } = await createOne(generations);
      for (let index = 0; index < stopAt; index++) {
        await runtime.engine.reached();
        runtime.engine.step();
      }
      expect((await runtime.engine.reached()).index).toBe(stopAt);
      const stopped = runtime.worker.stop();
      runtime.engine.release();
      await stopped;
      expect(await generations.find(id)).toMatchObject({ scaleCount: stopAt + 1 });
      await runtime.worker.start();
      await ended(generations, id);
      expect(story(await collect(generations, id, 0))).toBe(wholeStory);
      expect(await tokensOf(generations, id)).toEqual(expected);
    }
  });

  it('keeps a worker that was given up from writing anything more', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 51 });
    await runtime.engine.reached();
    runtime.engine.step();
    expect((await runtime.engine.reached()).index).toBe(1);
    // Another process takes the batch over, as after a lapsed lease, while the first worker is still at it.
    const other = await createRuntime(kind, engine, { database: runtime.database });
    try {
      await takeBackAll(other);
      other.engine.hold();
      await other.worker.start();
      expect((await other.engine.reached()).index).toBe(1);
      other.engine.step();
      expect((await other.engine.reached()).index).toBe(2);
      const between = await eventsSoFar(runtime, id);
      expect(story(between)).toBe('QUEUED RUNNING 0 1');
      // The first worker finishes its scale 1 now, and goes on to the next batch.
      runtime.engine.release();
      const next = await createOne(generations, { seed: 52 });
      await ended(generations, next.id);
      expect(await eventsSoFar(runtime, id)).toEqual(between);
      other.engine.release();
      const generation = await ended(generations, id);
      expect(story(await collect(generations, id, 0))).toBe(wholeStory);
      expect(await tokensOf(generations, id)).toEqual(await expectedTokens(generation));
    } finally {
      await other.close();
    }
  });
});

describe('a server whose connections are cut', () => {
  it('continues when they are back, with nothing duplicated and nothing lost', async () => {
    const runtime = await createRuntime('server', engine);
    try {
      const { generations, database } = runtime;
      await runtime.worker.start();
      runtime.engine.hold();
      const { id } = await createOne(generations);
      await runtime.engine.reached();
      runtime.engine.step();
      await runtime.engine.reached();
      const updates = await generations.updates(id, 0);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(database.kysely);
      runtime.engine.release();
      const received = [];
      for await (const update of updates) received.push(update);
      expect(story(received)).toBe(wholeStory);
      const generation = await ended(generations, id);
      expect(await tokensOf(generations, id)).toEqual(await expectedTokens(generation));
    } finally {
      await runtime.close();
    }
  });
});
