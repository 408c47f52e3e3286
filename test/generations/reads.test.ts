import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientLeftError } from '../../src/generations/errors.ts';
import type { Generation, GenerationId } from '../../src/generations/generation.ts';
import type { Generations } from '../../src/generations/generations.ts';
import { readingWhileWanted } from '../../src/generations/reading-while-wanted.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { type CountedDatabase, openCountedDatabase } from '../setup/counted-database.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { createOne, createRuntime, ended, fox, startTestEngine, type TestRuntime } from './runtime.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const unknown = '01a209b0-af47-78a0-9a4c-560f7d305d48' as GenerationId;

describe.each(databaseKinds)('reading generations on the %s database', kind => {
  let counted: CountedDatabase;
  let runtime: TestRuntime;
  let parents: Generation[];
  let queued: Generation[];

  /** Two generations that have ended, with two branches each, and five that wait. */
  beforeAll(async () => {
    counted = await openCountedDatabase(kind);
    runtime = await createRuntime(kind, engine, { database: counted.database });
    const { generations, worker } = runtime;
    await worker.start();
    const created = await generations.create({ ...fox, count: 2 });
    parents = await Promise.all(created.map(({ id }) => ended(generations, id)));
    for (const { id } of parents)
      for (const seed of [1, 2]) {
        const [branch] = await generations.create({
          operation: 'BRANCH',
          parent: id,
          scale: 1,
          seed,
          canvas: { kind: 'default' },
        });
        await ended(generations, branch?.id ?? unknown);
      }
    await worker.stop();
    queued = [...(await generations.create({ ...fox, count: 2 }))];
    for (const seed of [1, 2, 3]) queued.push(await createOne(generations, { seed }));
  });
  afterAll(async () => {
    await runtime.close();
    await counted.database.close();
  });

  /** What can be asked of a generation as it is now. */
  function questions(generations: Generations, id: GenerationId): (() => Promise<unknown>)[] {
    const about = (question: (generation: Generation) => Promise<unknown>) => async () => {
      const generation = await generations.find(id);
      return generation && question(generation);
    };
    return [
      about(async generation => generation),
      about(generation => generations.scales(generation)),
      about(generation => generations.scale(generation, 0)),
      about(generation => generations.scale(generation, 4)),
      about(generation => generations.scale(generation, 99)),
      about(generation => generations.queuePlacement(generation)),
      about(generation => generations.branches(generation, { first: 1 })),
      about(generation => generations.branches(generation, { first: 5 })),
      about(async generation => {
        const [newest] = (await generations.branches(generation, { first: 1 })).generations;
        return newest && generations.branches(generation, { first: 5, after: newest.id });
      }),
      about(async ({ parent }) => parent && generations.parent(parent)),
    ];
  }

  it('gives concurrent callers the same as each would get alone', async () => {
    const { generations } = runtime;
    const everything = (await generations.list({ first: 100 })).generations.map(({ id }) => id).toReversed();
    const asked = [...everything, unknown, 'nonsense' as GenerationId].flatMap(id =>
      questions(generations, id),
    );
    const alone: unknown[] = [];
    for (const question of asked) alone.push(await question());
    expect(await Promise.all([...asked, ...asked].map(question => question()))).toEqual([...alone, ...alone]);
    const [first] = parents;
    expect(alone.slice(0, 10)).toMatchObject([
      { id: first?.id, status: 'SUCCEEDED' },
      [{ index: 0 }, { index: 1 }, { index: 2 }, { index: 3 }, { index: 4 }],
      { index: 0, grid: { rows: 1, columns: 1 } },
      { index: 4, grid: { rows: 6, columns: 6 } },
      null,
      null,
      { generations: [{ parent: { generationId: first?.id } }], hasMore: true },
      { generations: [{}, {}], hasMore: false },
      { generations: [{}], hasMore: false },
      null,
    ]);
    expect(alone[29]).toEqual(first);
  });

  it('takes one statement of a kind for all who ask at once', async () => {
    const { generations } = runtime;
    const ids = [...parents, ...queued].map(({ id }) => id);
    const many = ids.flatMap(id => Array<GenerationId>(200).fill(id));
    const cost = (work: () => Promise<unknown>[]) => counted.during(() => Promise.all(work()));
    expect(await cost(() => many.map(id => generations.find(id)))).toBe(1);
    expect(await cost(() => many.map(() => generations.newest()))).toBe(1);
    const all = (await Promise.all(ids.map(id => generations.find(id)))).filter(found => found !== null);
    const ask = () => all.flatMap(generation => Array<Generation>(200).fill(generation));
    expect(await cost(() => ask().map(generation => generations.queuePlacement(generation)))).toBe(1);
    expect(await cost(() => ask().map(generation => generations.scales(generation)))).toBe(1);
    expect(await cost(() => ask().map((generation, index) => generations.scale(generation, index % 5)))).toBe(
      1,
    );
    expect(await cost(() => ask().map(generation => generations.branches(generation, { first: 2 })))).toBe(1);
    const updates: AsyncIterableIterator<unknown>[] = [];
    expect(await cost(() => many.map(async id => updates.push(await generations.updates(id))))).toBe(1);
    for (const update of updates) await update.return?.();
  });

  it('asks once about a generation as it was at a moment, whenever who is shown that moment asks', async () => {
    const { generations } = runtime;
    const [parent] = parents;
    const [first] = queued;
    if (parent === undefined || first === undefined) throw new Error('nothing was created');
    const generation = await generations.find(parent.id);
    const waiting = await generations.find(first.id);
    if (generation === null || waiting === null) throw new Error('the generation is gone');
    const question = async () => {
      await generations.scales(generation);
      await generations.scale(generation, 4);
      await generations.branches(generation, { first: 3 });
      await generations.queuePlacement(waiting);
    };
    expect(await counted.during(question)).toBe(4);
    expect(await counted.during(question)).toBe(0);
  });

  it('shows every caller what happened before its call', async () => {
    const { generations } = runtime;
    const [, , , , last] = queued;
    if (last === undefined) throw new Error('nothing is queued');
    const earlier = generations.find(last.id);
    expect(await generations.hold(last.id, 2)).toMatchObject({ holdAtScale: 2 });
    const [now, again] = await Promise.all([generations.find(last.id), generations.find(last.id)]);
    expect(now).toMatchObject({ holdAtScale: 2 });
    expect(again).toEqual(now);
    expect(await earlier).toMatchObject({ id: last.id });
  });

  it('ranks the queue by runs, and what will be held counts only as far as that', async () => {
    const { generations } = runtime;
    const placements = () =>
      Promise.all(
        queued.map(async ({ id }) => {
          const generation = await generations.find(id);
          return generation && generations.queuePlacement(generation);
        }),
      );
    const before = await placements();
    expect(before.map(placement => placement?.position)).toEqual([0, 0, 1, 2, 3]);
    const [, , third] = queued;
    if (third === undefined) throw new Error('nothing is queued');
    const whole = before[2]?.estimatedSeconds ?? 0;
    expect(before[3]?.estimatedSeconds).toBeCloseTo(whole * 1.5, 9);
    await generations.hold(third.id, 1);
    const share = third.plan.slice(0, 2).reduce((sum, { workShare }) => sum + workShare, 0);
    const after = await placements();
    expect(after[2]?.estimatedSeconds).toBeCloseTo(whole, 9);
    expect(after[3]?.estimatedSeconds).toBeCloseTo(whole * (1 + share / 2), 9);
  });

  it('lists some statuses together, however often each is named', async () => {
    const { generations } = runtime;
    const everything = (await generations.list({ first: 100 })).generations;
    const wanted = everything.filter(({ status }) => status === 'SUCCEEDED' || status === 'QUEUED');
    const status = Array.from({ length: 66_000 }, (_, index) =>
      index % 2 === 0 ? ('SUCCEEDED' as const) : ('QUEUED' as const),
    );
    const first = await generations.list({ first: 7, status });
    expect(first).toEqual({ generations: wanted.slice(0, 7), hasMore: true });
    const after = first.generations.at(-1)?.id ?? unknown;
    expect(await generations.list({ first: 7, status, after })).toEqual({
      generations: wanted.slice(7),
      hasMore: false,
    });
  });

  it('reads nothing for an operation whose client has left, and still carries out its changes', async () => {
    const client = new AbortController();
    const generations = readingWhileWanted(runtime.generations, client.signal);
    const [, second] = queued;
    const id = second?.id ?? unknown;
    expect(await generations.find(id)).toMatchObject({ id });
    client.abort();
    const [parent] = parents;
    if (parent === undefined) throw new Error('nothing was created');
    const asked: (() => Promise<unknown>)[] = [
      () => generations.find(id),
      () => generations.newest(),
      () => generations.list({ first: 1 }),
      () => generations.scales(parent),
      () => generations.scale(parent, 1),
      () => generations.branches(parent, { first: 1 }),
      () => generations.queuePlacement(parent),
      () => generations.parent({ generationId: id, scaleIndex: 0 }),
      () => generations.picture('none'),
    ];
    const statements = await counted.during(async () => {
      for (const question of asked) await expect(question()).rejects.toBeInstanceOf(ClientLeftError);
      await expect(generations.updates(id)).rejects.toBeInstanceOf(ClientLeftError);
    });
    expect(statements).toBe(0);
    expect(await generations.cancel(id)).toMatchObject({ status: 'CANCELED' });
  });
});
