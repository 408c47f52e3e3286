import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ComputedScale } from '../../src/generations/store/append-scales.ts';
import { type Attempt, beginAttempt, StaleAttemptError } from '../../src/generations/store/attempt-store.ts';
import { ScaleWriter } from '../../src/generations/work/scale-writer.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { type CountedDatabase, openCountedDatabase } from '../setup/counted-database.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { createOne, createRuntime, startTestEngine, type TestRuntime } from './runtime.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

describe.each(databaseKinds)('scales of several runs on the %s database', kind => {
  let counted: CountedDatabase;
  let runtime: TestRuntime;
  let writer: ScaleWriter;
  let attempts: Attempt[];

  beforeAll(async () => {
    counted = await openCountedDatabase(kind);
    runtime = await createRuntime(kind, engine, { database: counted.database });
    writer = new ScaleWriter(counted.database.kysely);
  });
  afterAll(async () => {
    await runtime.close();
    await counted.database.close();
  });

  /** Five runs of a picture, each begun by a worker. */
  beforeEach(async () => {
    attempts = [];
    for (let seed = 0; seed < 5; seed++) {
      const { runId } = await createOne(runtime.generations, { seed });
      attempts.push(await begin(runId));
    }
  });

  async function begin(runId: Attempt['runId']): Promise<Attempt> {
    const attempt = await counted.database.kysely
      .transaction()
      .execute(transaction => beginAttempt(transaction, runId));
    if (attempt === null) throw new Error('the run is gone');
    return attempt;
  }

  const scaleOf = ({ generations, number }: Attempt, index = 0): ComputedScale => ({
    index,
    isLast: false,
    milliseconds: 1,
    work: 1,
    pictures: generations.map(({ id }) => ({
      generationId: id,
      tokens: Uint8Array.of(number, index),
      digest: `${index} of ${id}`,
    })),
  });
  const append = (attempt: Attempt, index?: number) =>
    writer.append({ attempt, scale: scaleOf(attempt, index) });
  const scaleCounts = () =>
    Promise.all(
      attempts.map(async ({ generations: [own] }) => {
        const generation = own && (await runtime.generations.find(own.id));
        return generation?.scaleCount;
      }),
    );

  it('that come together are stored in one statement, each with its own pictures going on', async () => {
    const stored: Awaited<ReturnType<typeof append>>[] = [];
    const statements = await counted.during(async () => {
      stored.push(...(await Promise.all(attempts.map(attempt => append(attempt)))));
    });
    expect(statements).toBe(1);
    for (const [place, { going, ended, firstAfter }] of stored.entries()) {
      expect(going).toEqual(new Set(attempts[place]?.generations.map(({ id }) => id)));
      expect(ended).toEqual([]);
      expect(firstAfter).toHaveLength(1);
    }
    expect(await scaleCounts()).toEqual([1, 1, 1, 1, 1]);
  });

  it('of one run are stored one after the other', async () => {
    const [attempt] = attempts;
    if (attempt === undefined) throw new Error('there is no run');
    await Promise.all([append(attempt, 0), append(attempt, 1)]);
    expect(await scaleCounts()).toEqual([2, 0, 0, 0, 0]);
  });

  it('are stored without those of a run that another worker has by now', async () => {
    const [, , taken] = attempts;
    if (taken === undefined) throw new Error('there is no run');
    await begin(taken.runId);
    const results = await Promise.allSettled(attempts.map(attempt => append(attempt)));
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, true, false, true, true]);
    expect(results[2]).toMatchObject({ reason: expect.any(StaleAttemptError) });
    expect(await scaleCounts()).toEqual([1, 1, 0, 1, 1]);
  });

  it('are stored without one that the database refuses', async () => {
    const [, , , refused] = attempts;
    const results = await Promise.allSettled(
      attempts.map(attempt => {
        const scale = scaleOf(attempt);
        // PostgreSQL has no such text.
        const pictures = scale.pictures.map(picture => ({ ...picture, digest: '\u0000' }));
        return writer.append({ attempt, scale: attempt === refused ? { ...scale, pictures } : scale });
      }),
    );
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, true]);
    expect(await scaleCounts()).toEqual([1, 1, 1, 0, 1]);
  });
});
