import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/inference/engine.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import {
  collect,
  createOne,
  createRuntime,
  ended,
  fox,
  revisions,
  startTestEngine,
  story,
  type TestRuntime,
  takeBackAll,
  tokensOf,
} from './runtime.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

describe.each(databaseKinds)('canceling generations on the %s database', kind => {
  let runtime: TestRuntime;
  beforeAll(async () => {
    runtime = await createRuntime(kind, engine);
    await runtime.worker.start();
  });
  afterAll(() => runtime.close());

  it('cancels queued pictures at once, and never starts them', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const blocker = await createOne(generations);
    await runtime.engine.reached();
    const { id } = await createOne(generations, { seed: 1 });
    const canceled = await generations.cancel(id);
    expect(canceled).toMatchObject({ status: 'CANCELED', revision: 2, startedAt: null });
    expect(canceled.finishedAt).toBeInstanceOf(Date);
    const jobs = runtime.engine.jobs.length;
    runtime.engine.release();
    await ended(generations, blocker.id);
    await ended(generations, (await createOne(generations, { seed: 2 })).id);
    expect(runtime.engine.jobs.slice(jobs).map(job => job.recipes[0]?.seed)).toEqual([2]);
    expect(story(await collect(generations, id, 0))).toBe('QUEUED FINISHED:CANCELED');
  });

  it('leaves no run in the queue without wanted pictures', async () => {
    const waiting = await createRuntime(kind, engine);
    const { generations, database } = waiting;
    const waitingRuns = async () => {
      const { rows } = await sql`select from pgboss.job where state < 'active'`.execute(database.kysely);
      return rows.length;
    };
    const [first, second] = await generations.create({ ...fox, count: 2 });
    if (!first || !second) throw new Error('nothing was created');
    await generations.cancel(first.id);
    expect(await waitingRuns()).toBe(1);
    await generations.cancel(second.id);
    expect(await waitingRuns()).toBe(0);
    const atOnce = await generations.create({ ...fox, count: 8 });
    await Promise.all(atOnce.map(({ id }) => generations.cancel(id)));
    expect(await waitingRuns()).toBe(0);
    await waiting.close();
  });

  it.each([0, 2, 4])('cancels what runs at the end of scale %i, and keeps that scale', async index => {
    const { generations } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 3 });
    for (let step = 0; step < index; step++) {
      await runtime.engine.reached();
      runtime.engine.step();
    }
    expect((await runtime.engine.reached()).index).toBe(index);
    const before = await generations.find(id);
    expect(await generations.cancel(id)).toMatchObject({
      status: 'CANCELING',
      revision: (before?.revision ?? 0) + 1,
    });
    runtime.engine.step();
    const generation = await ended(generations, id);
    expect(generation).toMatchObject({ status: 'CANCELED', scaleCount: index + 1, failure: null });
    const updates = await collect(generations, id, 0);
    const scales = Array.from({ length: index }, (_, scale) => `${scale} `).join('');
    expect(story(updates)).toBe(`QUEUED RUNNING ${scales}CANCELING ${index} FINISHED:CANCELED`);
    expect(revisions(updates)).toEqual(updates.map((_, position) => position + 1));
    expect(await generations.scales(generation)).toHaveLength(index + 1);
    runtime.engine.release();
  });

  it('changes nothing when it is canceled twice, or when it has ended', async () => {
    const { generations } = runtime;
    const finished = await ended(generations, (await createOne(generations, { seed: 4 })).id);
    expect(await generations.cancel(finished.id)).toEqual(finished);

    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 5 });
    await runtime.engine.reached();
    const once = await generations.cancel(id);
    expect(await generations.cancel(id)).toEqual(once);
    const both = await Promise.all([generations.cancel(id), generations.cancel(id)]);
    expect(both).toEqual([once, once]);
    runtime.engine.release();
    const canceled = await ended(generations, id);
    expect(await generations.cancel(id)).toEqual(canceled);
    expect(story(await collect(generations, id, 0))).toMatch(
      /^QUEUED RUNNING CANCELING (0 )?FINISHED:CANCELED$/,
    );
  });

  it('cancels once when many ask at once', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const blocker = await createOne(generations);
    await runtime.engine.reached();
    const { id } = await createOne(generations, { seed: 6 });
    await Promise.all(Array.from({ length: 6 }, () => generations.cancel(id)));
    expect(story(await collect(generations, id, 0))).toBe('QUEUED FINISHED:CANCELED');
    runtime.engine.release();
    await ended(generations, blocker.id);
  });

  it('cancels one picture of a batch, and the others come out the same', async () => {
    const { generations } = runtime;
    const whole = await generations.create({ ...fox, seed: 7, count: 3 });
    const expected = [];
    for (const { id } of whole) {
      await ended(generations, id);
      expected.push(await tokensOf(generations, id));
    }
    runtime.engine.hold();
    const batch = await generations.create({ ...fox, seed: 7, count: 3 });
    await runtime.engine.reached();
    runtime.engine.step();
    await runtime.engine.reached();
    const [first, second, third] = batch.map(({ id }) => id);
    if (!first || !second || !third) throw new Error('there are not three');
    await generations.cancel(second);
    runtime.engine.release();
    expect(await ended(generations, second)).toMatchObject({ status: 'CANCELED', scaleCount: 2 });
    for (const [picture, id] of [first, third].entries()) {
      expect((await ended(generations, id)).status).toBe('SUCCEEDED');
      expect(await tokensOf(generations, id)).toEqual(expected[picture * 2]);
    }
  });

  it('ends what was to be canceled when its worker died', async () => {
    const { generations } = runtime;
    runtime.engine.hold();
    const { id } = await createOne(generations, { seed: 8 });
    await runtime.engine.reached();
    runtime.engine.step();
    await runtime.engine.reached();
    await generations.cancel(id);
    const other = await createRuntime(kind, engine, { database: runtime.database });
    try {
      await takeBackAll(other);
      await other.worker.start();
      expect(await ended(generations, id)).toMatchObject({ status: 'CANCELED', scaleCount: 1 });
      expect(other.engine.jobs).toEqual([]);
    } finally {
      await other.close();
      runtime.engine.release();
    }
    expect(story(await collect(generations, id, 0))).toBe('QUEUED RUNNING 0 CANCELING FINISHED:CANCELED');
  });
});
