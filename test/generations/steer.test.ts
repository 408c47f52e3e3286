import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  GenerationStateError,
  InvalidInputError,
  NotFoundError,
  QueueFullError,
} from '../../src/generations/errors.ts';
import { bestScaleIndex, type GenerationId } from '../../src/generations/generation.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { testSides } from '../setup/test-models.ts';
import {
  collect,
  createOne,
  createRuntime,
  ended,
  eventsSoFar,
  fox,
  reaches,
  revisions,
  startTestEngine,
  story,
  type TestRuntime,
  takeBackAll,
  tokensOf,
} from './runtime.ts';

let engine: Engine;
/** Tokens of `fox`, which the suites' generations must come to in whatever way they are steered. */
let expected: number[][];
beforeAll(async () => {
  engine = await startTestEngine();
  const runtime = await createRuntime('embedded', engine);
  await runtime.worker.start();
  const { id } = await ended(runtime.generations, (await createOne(runtime.generations)).id);
  expected = await tokensOf(runtime.generations, id);
  await runtime.close();
});
afterAll(() => engine.close());

const unknown = '01a209b0-af47-78a0-9a4c-560f7d305d48' as GenerationId;

describe.each(databaseKinds)('steering generations on the %s database', kind => {
  let runtime: TestRuntime;
  beforeAll(async () => {
    runtime = await createRuntime(kind, engine);
    await runtime.worker.start();
  });
  beforeEach(() => runtime.engine.release());
  afterAll(() => runtime.close());

  /** Creates one and lets it run until the engine is at a scale. */
  async function runningAt(
    index: number,
    request: Parameters<typeof createOne>[1] = {},
  ): Promise<GenerationId> {
    runtime.engine.hold();
    const { id } = await createOne(runtime.generations, request);
    while ((await runtime.engine.reached()).index < index) runtime.engine.step();
    return id;
  }

  async function wholeStory(id: GenerationId): Promise<string> {
    const updates = await collect(runtime.generations, id, 0);
    expect(revisions(updates)).toEqual(updates.map((_, position) => position + 1));
    return story(updates);
  }

  const refused = (promise: Promise<unknown>) =>
    promise.then(
      () => 'accepted',
      (error: unknown) => error,
    );

  describe('holding', () => {
    it.each([0, 1, 3])(
      'waits after scale %i as it was asked to, and goes on to the same picture',
      async scale => {
        const { generations } = runtime;
        const { id, holdAtScale } = await createOne(generations, { holdAtScale: scale });
        expect(holdAtScale).toBe(scale);
        const held = await reaches(generations, id, 'HELD');
        expect(held).toMatchObject({ scaleCount: scale + 1, holdAtScale: scale, finishedAt: null });
        expect(await generations.queuePlacement(held)).toBeNull();
        expect(await generations.resume(id)).toMatchObject({ status: 'QUEUED', holdAtScale: null });
        expect((await ended(generations, id)).status).toBe('SUCCEEDED');
        const indices = testSides.map((_, index) => index);
        expect(await wholeStory(id)).toBe(
          [
            'QUEUED RUNNING',
            ...indices.slice(0, scale + 1),
            'HELD QUEUED RUNNING',
            ...indices.slice(scale + 1),
            'FINISHED:SUCCEEDED',
          ].join(' '),
        );
        expect(await tokensOf(generations, id)).toEqual(expected);
      },
    );

    it('keeps nobody waiting meanwhile', async () => {
      const { generations } = runtime;
      const { id } = await createOne(generations, { holdAtScale: 0 });
      await reaches(generations, id, 'HELD');
      expect((await ended(generations, (await createOne(generations)).id)).status).toBe('SUCCEEDED');
      expect(await generations.find(id)).toMatchObject({ status: 'HELD', scaleCount: 1 });
      expect(await runtime.queuedCount()).toBe(0);
    });

    it('of a running generation works after the current scale, or a later one', async () => {
      const { generations } = runtime;
      const next = await runningAt(1);
      expect(await generations.hold(next)).toMatchObject({ status: 'RUNNING', holdAtScale: 1 });
      runtime.engine.release();
      expect(await reaches(generations, next, 'HELD')).toMatchObject({ scaleCount: 2 });
      const later = await runningAt(1);
      await generations.hold(later, 2);
      await generations.hold(later, 3);
      runtime.engine.release();
      expect(await reaches(generations, later, 'HELD')).toMatchObject({ scaleCount: 4 });
    });

    it('is asked of what waits in the queue', async () => {
      const { generations } = runtime;
      await runningAt(0);
      const { id } = await createOne(generations);
      await generations.hold(id, 1);
      runtime.engine.release();
      expect(await reaches(generations, id, 'HELD')).toMatchObject({ scaleCount: 2 });
    });

    it('is done again and again', async () => {
      const { generations } = runtime;
      const { id } = await createOne(generations, { holdAtScale: 0 });
      for (const scale of [1, 2, 3]) {
        await reaches(generations, id, 'HELD');
        await generations.resume(id, scale);
      }
      expect(await reaches(generations, id, 'HELD')).toMatchObject({ scaleCount: 4 });
      await generations.resume(id);
      await ended(generations, id);
      expect(await tokensOf(generations, id)).toEqual(expected);
    });

    it('refuses a scale that is finished, the last one and what is none', async () => {
      const { generations } = runtime;
      const id = await runningAt(2);
      for (const scale of [-1, 0, 1, 4, 5, 2.5, Number.NaN]) {
        const error = await refused(generations.hold(id, scale));
        expect(error).toBeInstanceOf(InvalidInputError);
        expect(error).toMatchObject({
          field: 'scale',
          allowed: 'an integer from 2 to 3, an unfinished scale other than the last',
        });
      }
      await generations.accept(id, 2);
      expect(await refused(generations.hold(id))).toMatchObject({ field: 'scale' });
      for (const holdAtScale of [-1, 4, 0.5])
        expect(await refused(createOne(generations, { holdAtScale }))).toMatchObject({
          field: 'holdAtScale',
          allowed: 'an integer from 0 to 3, any scale but the last',
        });
    });

    it('is refused for what is held or has ended, and resuming for what is not held', async () => {
      const { generations } = runtime;
      const { id } = await createOne(generations, { holdAtScale: 1 });
      await reaches(generations, id, 'HELD');
      const held = await refused(generations.hold(id, 2));
      expect(held).toBeInstanceOf(GenerationStateError);
      expect(held).toMatchObject({ status: 'HELD', allowedStatuses: ['QUEUED', 'RUNNING'] });
      expect(await refused(generations.resume(id, 1))).toMatchObject({ field: 'holdAtScale' });
      await generations.cancel(id);
      for (const error of [await refused(generations.hold(id)), await refused(generations.resume(id))])
        expect(error).toMatchObject({ status: 'CANCELED' });
      const changes = [
        refused(generations.hold(unknown)),
        refused(generations.resume(unknown)),
        refused(generations.accept(unknown, 0)),
      ];
      for (const error of await Promise.all(changes)) expect(error).toBeInstanceOf(NotFoundError);
    });

    it('is resumed once, however often that is asked', async () => {
      const { generations } = runtime;
      const { id } = await createOne(generations, { holdAtScale: 1 });
      await reaches(generations, id, 'HELD');
      const answers = await Promise.all(Array.from({ length: 4 }, () => refused(generations.resume(id))));
      const errors = answers.filter(answer => answer instanceof GenerationStateError);
      expect(errors).toHaveLength(3);
      await ended(generations, id);
      expect(await refused(generations.resume(id))).toMatchObject({
        status: 'SUCCEEDED',
        allowedStatuses: ['HELD'],
      });
      expect(await wholeStory(id)).toBe('QUEUED RUNNING 0 1 HELD QUEUED RUNNING 2 3 4 FINISHED:SUCCEEDED');
    });

    it('ends at once when it is canceled', async () => {
      const { generations } = runtime;
      const { id } = await createOne(generations, { holdAtScale: 1 });
      await reaches(generations, id, 'HELD');
      expect(await generations.cancel(id)).toMatchObject({ status: 'CANCELED', scaleCount: 2 });
      expect(await wholeStory(id)).toBe('QUEUED RUNNING 0 1 HELD FINISHED:CANCELED');
    });

    it('needs room in the queue to go on', async () => {
      const small = await createRuntime(kind, engine, { queueLimit: 1 });
      try {
        const { generations } = small;
        await small.worker.start();
        const { id } = await createOne(generations, { holdAtScale: 1 });
        await reaches(generations, id, 'HELD');
        await small.worker.stop();
        const waiting = await createOne(generations);
        expect(await refused(generations.resume(id))).toBeInstanceOf(QueueFullError);
        expect(await refused(generations.accept(id, 3))).toBeInstanceOf(QueueFullError);
        expect(await generations.find(id)).toMatchObject({ status: 'HELD', acceptedScale: null });
        await generations.cancel(waiting.id);
        await generations.resume(id);
        await small.worker.start();
        expect((await ended(generations, id)).status).toBe('SUCCEEDED');
      } finally {
        await small.close();
      }
    });

    it('one picture of a batch can be held and resumed while the others run, by another worker too', async () => {
      const { generations } = runtime;
      const plain = await generations.create({ ...fox, count: 3 });
      const tokens = [];
      for (const { id } of plain) {
        await ended(generations, id);
        tokens.push(await tokensOf(generations, id));
      }
      runtime.engine.hold();
      const batch = (await generations.create({ ...fox, count: 3 })).map(({ id }) => id);
      const [first, second] = batch;
      if (!first || !second) throw new Error('there are not three');
      await runtime.engine.reached();
      await generations.hold(first);
      await generations.hold(second);
      runtime.engine.step();
      await runtime.engine.reached();
      expect(await generations.find(second)).toMatchObject({ status: 'HELD', scaleCount: 1 });
      await generations.resume(first);
      await generations.resume(second, 3);
      const other = await createRuntime(kind, engine, { database: runtime.database });
      try {
        await (kind === 'server' ? other.worker.start() : undefined);
        if (kind === 'server') {
          // The others of the batch are still at their second scale.
          await ended(generations, first);
          await reaches(generations, second, 'HELD');
        }
        runtime.engine.release();
        await reaches(generations, second, 'HELD');
        await generations.resume(second);
        for (const [picture, id] of batch.entries()) {
          expect((await ended(generations, id)).status).toBe('SUCCEEDED');
          expect(await tokensOf(generations, id)).toEqual(tokens[picture]);
        }
      } finally {
        await other.close();
      }
      expect(await wholeStory(second)).toBe(
        'QUEUED RUNNING 0 HELD QUEUED RUNNING 1 2 3 HELD QUEUED RUNNING 4 FINISHED:SUCCEEDED',
      );
    });

    it('survives the worker that held it, whose claim was not settled', async () => {
      const { generations } = runtime;
      const id = await runningAt(1, { holdAtScale: 1 });
      const other = await createRuntime(kind, engine, { database: runtime.database });
      try {
        await takeBackAll(other);
        await other.worker.start();
        await reaches(generations, id, 'HELD');
        await generations.resume(id);
        await ended(generations, id);
        const between = await eventsSoFar(runtime, id);
        // The first worker finishes its scale now.
        runtime.engine.release();
        await ended(generations, (await createOne(generations, { seed: 9 })).id);
        expect(await eventsSoFar(runtime, id)).toEqual(between);
        expect(await tokensOf(generations, id)).toEqual(expected);
      } finally {
        await other.close();
      }
    });
  });

  describe('accepting', () => {
    it('ends at once with a scale that is there; the one under way is thrown away', async () => {
      const { generations } = runtime;
      const id = await runningAt(3);
      expect(await generations.accept(id, 1)).toMatchObject({
        status: 'ACCEPTED',
        acceptedScale: 1,
        scaleCount: 3,
        finishedAt: expect.any(Date),
      });
      expect(await wholeStory(id)).toBe('QUEUED RUNNING 0 1 2 FINISHED:ACCEPTED');
      const between = await eventsSoFar(runtime, id);
      runtime.engine.release();
      // Its worker is done with it before it starts the next one.
      await ended(generations, (await createOne(generations, { seed: 2 })).id);
      expect(await eventsSoFar(runtime, id)).toEqual(between);
      const generation = await generations.find(id);
      expect(generation && bestScaleIndex(generation)).toBe(1);
      expect(await tokensOf(generations, id)).toEqual(expected.slice(0, 3));
    });

    it('ends with a scale that is still to come as soon as it is there', async () => {
      const { generations } = runtime;
      const id = await runningAt(1);
      expect(await generations.accept(id, 4)).toMatchObject({ status: 'RUNNING', acceptedScale: 4 });
      expect(await generations.accept(id, 3)).toMatchObject({ status: 'RUNNING', acceptedScale: 3 });
      runtime.engine.release();
      expect(await ended(generations, id)).toMatchObject({ status: 'ACCEPTED', scaleCount: 4 });
      expect(await wholeStory(id)).toBe('QUEUED RUNNING 0 1 2 3 FINISHED:ACCEPTED');
    });

    it('ends with the scale under way, and with the last', async () => {
      const { generations } = runtime;
      for (const scale of [0, 4]) {
        const id = await runningAt(scale);
        await generations.accept(id, scale);
        runtime.engine.release();
        expect(await ended(generations, id)).toMatchObject({ status: 'ACCEPTED', scaleCount: scale + 1 });
      }
    });

    it('is done in the queue, before anything is there', async () => {
      const { generations } = runtime;
      await runningAt(0, { seed: 1 });
      const { id } = await createOne(generations);
      expect(await generations.accept(id, 2)).toMatchObject({ status: 'QUEUED', acceptedScale: 2 });
      runtime.engine.release();
      expect(await ended(generations, id)).toMatchObject({ status: 'ACCEPTED', scaleCount: 3 });
      expect(await tokensOf(generations, id)).toEqual(expected.slice(0, 3));
    });

    it('ends what is held at once, or has it go on to the scale', async () => {
      const { generations } = runtime;
      const drafts = await generations.create({ ...fox, count: 2, holdAtScale: 1 });
      const [there, toCome] = drafts.map(({ id }) => id);
      if (!there || !toCome) throw new Error('there are not two');
      await Promise.all([reaches(generations, there, 'HELD'), reaches(generations, toCome, 'HELD')]);
      expect(await generations.accept(there, 0)).toMatchObject({ status: 'ACCEPTED', acceptedScale: 0 });
      expect(await generations.accept(toCome, 3)).toMatchObject({ status: 'QUEUED', acceptedScale: 3 });
      await ended(generations, toCome);
      expect(await wholeStory(there)).toBe('QUEUED RUNNING 0 1 HELD FINISHED:ACCEPTED');
      expect(await wholeStory(toCome)).toBe('QUEUED RUNNING 0 1 HELD QUEUED RUNNING 2 3 FINISHED:ACCEPTED');
    });

    it('takes back a hold that was asked for', async () => {
      const { generations } = runtime;
      const id = await runningAt(0, { holdAtScale: 1 });
      expect(await generations.accept(id, 2)).toMatchObject({ holdAtScale: null });
      runtime.engine.release();
      expect(await ended(generations, id)).toMatchObject({ status: 'ACCEPTED', scaleCount: 3 });
    });

    it('ends what was resumed and waits again with a scale that it has', async () => {
      const { generations } = runtime;
      const { id } = await createOne(generations, { holdAtScale: 2 });
      await reaches(generations, id, 'HELD');
      await runningAt(0, { seed: 1 });
      await generations.resume(id);
      expect(await generations.accept(id, 2)).toMatchObject({ status: 'ACCEPTED' });
      const jobs = runtime.engine.jobs.length;
      runtime.engine.release();
      await ended(generations, (await createOne(generations, { seed: 3 })).id);
      expect(runtime.engine.jobs.slice(jobs).map(job => job.recipes[0]?.seed)).toEqual([3]);
    });

    it('gives the picture of a run that was planned to end there, with constant guidance', async () => {
      const { generations } = runtime;
      const guidance = { mode: 'constant', scale: 4 } as const;
      for (const scale of [1, 3]) {
        const id = await runningAt(0, { guidance });
        await generations.accept(id, scale);
        runtime.engine.release();
        await ended(generations, id);
        const schedule = testSides.slice(0, scale + 1).map(side => ({ rows: side, columns: side }));
        const planned = await createOne(generations, { guidance, schedule });
        await ended(generations, planned.id);
        expect(await tokensOf(generations, id)).toEqual(await tokensOf(generations, planned.id));
      }
    });

    it('changes nothing the second time, and is refused for what has ended otherwise', async () => {
      const { generations } = runtime;
      const id = await runningAt(0);
      await generations.accept(id, 1);
      runtime.engine.release();
      const accepted = await ended(generations, id);
      expect(await generations.accept(id, 1)).toEqual(accepted);
      const error = await refused(generations.accept(id, 0));
      expect(error).toBeInstanceOf(GenerationStateError);
      expect(error).toMatchObject({ status: 'ACCEPTED', allowedStatuses: ['QUEUED', 'RUNNING', 'HELD'] });
      const whole = await ended(generations, (await createOne(generations)).id);
      expect(await refused(generations.accept(whole.id, 1))).toMatchObject({ status: 'SUCCEEDED' });
      const running = await runningAt(1);
      for (const scale of [-1, 5, 1.5, Number.NaN]) {
        const invalid = await refused(generations.accept(running, scale));
        expect(invalid).toBeInstanceOf(InvalidInputError);
        expect(invalid).toMatchObject({ field: 'scale', allowed: 'an integer from 0 to 4' });
      }
      await generations.cancel(running);
      expect(await refused(generations.accept(running, 0))).toMatchObject({ status: 'CANCELING' });
    });

    it('ends once, whatever is asked at once', async () => {
      const { generations } = runtime;
      const id = await runningAt(3);
      await Promise.allSettled([
        ...[0, 1, 2, 3, 4].map(scale => generations.accept(id, scale)),
        generations.hold(id),
        generations.cancel(id),
      ]);
      runtime.engine.release();
      await ended(generations, id);
      expect(await wholeStory(id)).toMatch(/^QUEUED RUNNING 0 1 2 (CANCELING 3 )?(FINISHED:\w+)$/);
    });

    it('of one picture of a batch leaves the others as they are', async () => {
      const { generations } = runtime;
      runtime.engine.hold();
      const batch = await generations.create({ ...fox, count: 2 });
      const [other, accepted] = batch.map(({ id }) => id);
      if (!other || !accepted) throw new Error('there are not two');
      await runtime.engine.reached();
      runtime.engine.step();
      await runtime.engine.reached();
      await generations.accept(accepted, 0);
      runtime.engine.release();
      expect((await ended(generations, other)).status).toBe('SUCCEEDED');
      expect(await tokensOf(generations, other)).toEqual(expected);
      expect(await wholeStory(accepted)).toBe('QUEUED RUNNING 0 FINISHED:ACCEPTED');
    });

    it('leaves nothing to do for the worker after one that died', async () => {
      const { generations } = runtime;
      const id = await runningAt(2);
      await generations.accept(id, 1);
      const other = await createRuntime(kind, engine, { database: runtime.database });
      try {
        await takeBackAll(other);
        await other.worker.start();
        await ended(generations, (await createOne(generations, { seed: 4 })).id);
        expect(other.engine.jobs.map(job => job.recipes[0]?.seed)).toEqual([4]);
      } finally {
        await other.close();
      }
    });
  });
});

it('with ramp guidance, an accepted scale is not that of a shorter plan: its strength is', async () => {
  const runtime = await createRuntime('embedded', engine);
  try {
    const { generations } = runtime;
    await runtime.worker.start();
    const guidance = { mode: 'ramp', scale: 8 } as const;
    runtime.engine.hold();
    const { id } = await createOne(generations, { guidance });
    await generations.accept(id, 3);
    runtime.engine.release();
    await ended(generations, id);
    const schedule = testSides.slice(0, 4).map(side => ({ rows: side, columns: side }));
    const planned = await createOne(generations, { guidance, schedule });
    await ended(generations, planned.id);
    expect(await tokensOf(generations, id)).not.toEqual(await tokensOf(generations, planned.id));
  } finally {
    await runtime.close();
  }
});
