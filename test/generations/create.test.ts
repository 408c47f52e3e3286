import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import {
  IdempotencyConflictError,
  InvalidInputError,
  NotFoundError,
  QueueFullError,
} from '../../src/generations/errors.ts';
import type { GenerationId } from '../../src/generations/generation.ts';
import type { GenerateRequest } from '../../src/generations/request.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { testClasses, testSides } from '../setup/test-models.ts';
import { createOne, createRuntime, fox, startTestEngine, type TestRuntime } from './runtime.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

/** Rows of every table that creating writes to. */
async function countEverything({ kysely }: Database): Promise<unknown> {
  const { rows } = await sql`
    select (select count(*)::integer from batches) batches,
      (select count(*)::integer from generations) generations,
      (select count(*)::integer from events) events,
      (select count(*)::integer from pgboss.job) jobs`.execute(kysely);
  return rows[0];
}

/** What an input is refused with. */
async function refusal(runtime: TestRuntime, request: Partial<GenerateRequest>): Promise<unknown> {
  return runtime.generations.create({ ...fox, ...request }).then(
    () => 'accepted',
    error => error,
  );
}

const size = (width: number, height: number) => ({ canvas: { kind: 'size', width, height } }) as const;
const ratio = (width: number, height: number) =>
  ({ canvas: { kind: 'aspectRatio', width, height } }) as const;
const grids = (...sides: number[]) => sides.map(side => ({ rows: side, columns: side }));

const invalid: readonly [field: string, request: Partial<GenerateRequest>][] = [
  ['class.index', { class: { index: -1 } }],
  ['class.index', { class: { index: testClasses.length } }],
  ['class.index', { class: { index: 0.5 } }],
  ['class.name', { class: { name: 'x'.repeat(100_000) } }],
  ['canvas.size.width', size(0, 96)],
  ['canvas.size.width', size(7, 96)],
  ['canvas.size.height', size(96, 100_000)],
  ['canvas.size.height', size(96, -16)],
  ['canvas.size.width', size(Number.NaN, 96)],
  ['canvas.size.height', size(96, 33.3)],
  ['canvas.size.height', size(96, Number.POSITIVE_INFINITY)],
  ['canvas.aspectRatio.width', ratio(0, 1)],
  ['canvas.aspectRatio.height', ratio(1, Number.NaN)],
  ['canvas.aspectRatio', ratio(1000, 1)],
  ['steps', { steps: 5 }],
  ['steps', { steps: 17 }],
  ['steps', { steps: Number.NaN }],
  ['canvas.schedule', { schedule: [] }],
  ['canvas.schedule', { schedule: grids(...Array.from({ length: 1000 }, (_, index) => index + 1)) }],
  ['canvas.schedule.1', { schedule: grids(4, 2) }],
  ['canvas.schedule.1', { schedule: grids(2, 2) }],
  [
    'canvas.schedule.1.rows',
    {
      schedule: [
        { rows: 1, columns: 1 },
        { rows: 0, columns: 2 },
      ],
    },
  ],
  ['canvas.schedule.0.columns', { schedule: [{ rows: 1, columns: 2 ** 60 }] }],
  ['canvas.schedule', { schedule: grids(1, 2), steps: 6 }],
  ['canvas.schedule', { schedule: grids(1, 2), ...size(96, 96) }],
  ['canvas.publishedSchedule', { schedule: 'unheard of' }],
  ['guidance.scale', { guidance: { scale: -1 } }],
  ['guidance.scale', { guidance: { scale: 21 } }],
  ['guidance.scale', { guidance: { scale: Number.NaN } }],
  ['guidance.mode', { guidance: { mode: 'strong' as 'ramp' } }],
  ['sampling.topP', { sampling: { topP: 0 } }],
  ['sampling.topP', { sampling: { topP: 2 } }],
  ['sampling.topP', { sampling: { topP: Number.NaN } }],
  ['sampling.topK', { sampling: { topK: -1 } }],
  ['sampling.topK', { sampling: { topK: 97 } }],
  ['sampling.topK', { sampling: { topK: 1.5 } }],
  ['seed', { seed: 2 ** 60 }],
  ['seed', { seed: -1 }],
  ['seed', { seed: Number.NaN }],
  ['seed', { seed: 0.5 }],
  ['imageIndex', { imageIndex: -1 }],
  ['imageIndex', { imageIndex: 2 ** 31 }],
  ['imageIndex', { imageIndex: 2 ** 31 - 1, count: 2 }],
  ['count', { count: 0 }],
  ['count', { count: 1000 }],
  ['count', { count: Number.NaN }],
  ['idempotencyKey', { idempotencyKey: '' }],
  ['idempotencyKey', { idempotencyKey: 'x'.repeat(201) }],
  ['idempotencyKey', { idempotencyKey: 'a\0b' }],
  ['idempotencyKey', { idempotencyKey: '\ud800' }],
];

describe.each(databaseKinds)('creating generations on the %s database', kind => {
  let runtime: TestRuntime;
  beforeAll(async () => {
    runtime = await createRuntime(kind, engine, { queueLimit: 60, picturesPerRequest: 16 });
  });
  afterAll(() => runtime.close());

  it('refuses every wrong input by its field, and stores nothing', async () => {
    const before = await countEverything(runtime.database);
    for (const [field, request] of invalid) {
      const error = await refusal(runtime, request);
      expect(error, field).toBeInstanceOf(InvalidInputError);
      expect(error).toMatchObject({ field });
    }
    expect(await countEverything(runtime.database)).toEqual(before);
  });

  it('reports the given and the allowed values', async () => {
    const long = await refusal(runtime, { class: { name: 'x'.repeat(100_000) } });
    expect(String(long).length).toBeLessThan(400);
    expect(await refusal(runtime, { count: 1000 })).toMatchObject({
      given: '1000',
      allowed: 'an integer from 1 to 16',
      message: 'count must be an integer from 1 to 16; given: 1000',
    });
  });

  it('suggests names close to an unknown class', async () => {
    const error = await refusal(runtime, { class: { name: 'whael' } });
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ kind: 'class', key: 'whael', suggestions: ['whale'] });
    expect(await refusal(runtime, { model: 'huge' })).toMatchObject({ kind: 'model', suggestions: ['tiny'] });
  });

  it('fills in the defaults of the model', async () => {
    const generation = await createOne(runtime.generations, { class: { name: 'Reynard' } });
    expect(generation).toMatchObject({
      model: 'tiny',
      status: 'QUEUED',
      revision: 1,
      scaleCount: 0,
      failure: null,
      startedAt: null,
      finishedAt: null,
      warnings: [],
      recipe: {
        label: 0,
        seed: 7,
        imageIndex: 0,
        guidance: { mode: 'ramp', scale: 2.5 },
        sampling: { topK: 96, topP: 0.95, greedyRule: true },
      },
    });
    expect(generation.recipe.schedule).toEqual(grids(...testSides));
    expect(generation.plan.map(scale => [scale.index, scale.grid.rows, scale.width])).toEqual(
      testSides.map((side, index) => [index, side, side * 16]),
    );
    expect(generation.plan.reduce((sum, scale) => sum + scale.workShare, 0)).toBeCloseTo(1);
    expect(await runtime.generations.find(generation.id)).toEqual(generation);
    expect(await runtime.generations.newest()).toEqual(generation);
    expect(await runtime.generations.queuePlacement(generation)).toEqual({
      position: 0,
      estimatedSeconds: null,
      workers: 1,
    });
  });

  it('draws a seed when none is given', async () => {
    const { seed: _seed, ...request } = fox;
    const seeds = new Set<number>();
    for (let n = 0; n < 3; n++) {
      const [generation] = await runtime.generations.create(request);
      expect(generation?.recipe.seed).toSatisfy(Number.isSafeInteger);
      if (generation) seeds.add(generation.recipe.seed);
    }
    expect(seeds.size).toBe(3);
  });

  it('makes several pictures of one seed one batch', async () => {
    const before = await countEverything(runtime.database);
    const created = await runtime.generations.create({ ...fox, count: 3, imageIndex: 5 });
    expect(created.map(generation => generation.recipe.imageIndex)).toEqual([5, 6, 7]);
    expect(new Set(created.map(generation => generation.batchId)).size).toBe(1);
    expect(await countEverything(runtime.database)).toEqual(
      sum(before, { batches: 1, generations: 3, events: 3, jobs: 1 }),
    );
  });

  it('warns of differences from the request', async () => {
    const generation = await createOne(runtime.generations, size(100, 96));
    expect(generation.warnings).toHaveLength(1);
    expect(generation.plan.at(-1)).toMatchObject({ width: 96, height: 96 });
  });

  it('returns the same generations for the same key and the same input', async () => {
    const request: GenerateRequest = {
      operation: 'GENERATE',
      idempotencyKey: `same ${kind}`,
      count: 2,
      class: { name: 'owl' },
      canvas: { kind: 'default' },
    };
    const first = await runtime.generations.create(request);
    const before = await countEverything(runtime.database);
    // Fields in another order and absent ones said to be undefined are the same input.
    const again = await runtime.generations.create({
      canvas: { kind: 'default' },
      class: { name: 'owl' },
      count: 2,
      idempotencyKey: `same ${kind}`,
      operation: 'GENERATE',
      ...({ seed: undefined } as object),
    });
    expect(again).toEqual(first);
    expect(await countEverything(runtime.database)).toEqual(before);
  });

  it('refuses the same key with another input', async () => {
    await createOne(runtime.generations, { idempotencyKey: `other ${kind}` });
    const error = await refusal(runtime, { idempotencyKey: `other ${kind}`, seed: 8 });
    expect(error).toBeInstanceOf(IdempotencyConflictError);
  });

  it('creates once when the same request comes many times at once', async () => {
    const before = await countEverything(runtime.database);
    const all = await Promise.all(
      Array.from({ length: 8 }, () => createOne(runtime.generations, { idempotencyKey: `race ${kind}` })),
    );
    expect(new Set(all.map(generation => generation.id)).size).toBe(1);
    expect(await countEverything(runtime.database)).toEqual(
      sum(before, { batches: 1, generations: 1, events: 1, jobs: 1 }),
    );
  });

  it('accepts one of two different requests that come with one key at once', async () => {
    const results = await Promise.allSettled(
      [1, 2].map(seed => createOne(runtime.generations, { idempotencyKey: `two ${kind}`, seed })),
    );
    const refused = results.filter(result => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(IdempotencyConflictError);
  });

  it('refuses exactly what is above the limit of the queue', async () => {
    const limited = await createRuntime(kind, engine, { queueLimit: 5 });
    try {
      const requests = Array.from({ length: 4 }, (_, seed) => ({ ...fox, seed, count: 2 }));
      const results = await Promise.allSettled(requests.map(request => limited.generations.create(request)));
      expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(2);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(QueueFullError);
      expect(await countEverything(limited.database)).toEqual({
        batches: 2,
        generations: 4,
        events: 4,
        jobs: 2,
      });
      await expect(createOne(limited.generations)).resolves.toBeDefined();
    } finally {
      await limited.close();
    }
  });

  it('leaves nothing behind when the job cannot be stored', async () => {
    const before = await countEverything(runtime.database);
    await sql`alter table pgboss.job_common add constraint refuse check (false) not valid`.execute(
      runtime.database.kysely,
    );
    try {
      await expect(createOne(runtime.generations)).rejects.toThrow(/refuse/);
    } finally {
      await sql`alter table pgboss.job_common drop constraint refuse`.execute(runtime.database.kysely);
    }
    expect(await countEverything(runtime.database)).toEqual(before);
  });

  it('lists newest first, page by page and by status', async () => {
    const listed: string[] = [];
    let page = await runtime.generations.list({ first: 5 });
    listed.push(...page.generations.map(generation => generation.id));
    while (page.hasMore) {
      const after = page.generations.at(-1)?.id;
      page = await runtime.generations.list({ first: 5, ...(after && { after }) });
      listed.push(...page.generations.map(generation => generation.id));
    }
    const everything = await runtime.generations.list({ first: 1000 });
    expect(everything.hasMore).toBe(false);
    expect(listed).toEqual(everything.generations.map(generation => generation.id));
    expect(listed).toEqual([...listed].sort().reverse());
    const canceled = await runtime.generations.list({ first: 5, status: ['CANCELED'] });
    expect(canceled).toEqual({ generations: [], hasMore: false });
    expect((await runtime.generations.list({ first: 5, status: [] })).generations).toEqual([]);
  });

  it('knows nothing of other ids', async () => {
    const { generations } = runtime;
    for (const id of ['01a209b0-af47-78a0-9a4c-560f7d305d48', 'nonsense'].map(text => text as GenerationId)) {
      expect(await generations.find(id)).toBeNull();
      await expect(generations.cancel(id)).rejects.toBeInstanceOf(NotFoundError);
      await expect(generations.updates(id)).rejects.toBeInstanceOf(NotFoundError);
    }
  });
});

function sum(before: unknown, added: Record<string, number>): unknown {
  const counts = before as Record<string, number>;
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, count + (added[name] ?? 0)]),
  );
}
