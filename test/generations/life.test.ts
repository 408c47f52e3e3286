import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type GenerationEvent,
  type GenerationStatus,
  generationStatuses,
  isTerminal,
  type StoredScale,
  terminalStatuses,
} from '../../src/generations/generation.ts';
import { type Command, transitions, transitionsOf } from '../../src/generations/life/transitions.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { LifeModel, type Moment, moments } from './life-model.ts';
import { createRuntime, eventsSoFar, startTestEngine, type TestRuntime } from './runtime.ts';

/** What is random here is the same at every run. */
const seed = 20_261_128;

/** The one way that chance hardly ever takes. */
const acceptedInTheQueue: readonly Moment[] = [
  [{ do: 'begin', place: 0 }],
  [{ do: 'step', place: 0 }],
  [{ do: 'resume', place: 0, scale: 0 }],
  [{ do: 'accept', place: 0, scale: 0 }],
];

const commands = Object.keys(transitions) as Command[];
const steps = commands.flatMap(command => transitionsOf(command));

/** Whether one command makes the second status of the first one. */
function follows(before: GenerationStatus, after: GenerationStatus): boolean {
  return steps.some(step => before !== after && step[0] === before && step[1] === after);
}

describe('the table of transitions', () => {
  it('leads nowhere from a status that is an end', () => {
    expect(steps.filter(([before]) => isTerminal(before))).toEqual([]);
  });

  it('leads to every status, and from every other to every end but by a way of its own', () => {
    const reached = new Set<GenerationStatus>(['QUEUED']);
    for (const before of reached) for (const step of steps) if (step[0] === before) reached.add(step[1]);
    expect([...reached].sort()).toEqual([...generationStatuses].sort());
    const toEnds = steps
      .filter(([, after]) => isTerminal(after))
      .map(([before, after]) => `${before} ${after}`);
    expect(new Set(toEnds)).toEqual(
      new Set([
        'QUEUED CANCELED',
        'QUEUED ACCEPTED',
        'RUNNING SUCCEEDED',
        'RUNNING ACCEPTED',
        'RUNNING FAILED',
        'HELD CANCELED',
        'HELD ACCEPTED',
        'CANCELING CANCELED',
      ]),
    );
  });
});

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

describe.each(databaseKinds)('the life of a generation on the %s database', kind => {
  let runtime: TestRuntime;
  beforeAll(async () => {
    runtime = await createRuntime(kind, engine, { queueLimit: 1_000_000 });
  });
  afterAll(() => runtime.close());

  it('is a legal one, whatever clients, workers, crashes and stale workers do', {
    timeout: 240_000,
  }, async () => {
    const seen = new Set<string>();
    const refused = { stale: 0, state: 0, input: 0 };
    await fc.assert(
      fc.asyncProperty(moments, async all => {
        const model = new LifeModel(runtime);
        await model.create(1, 0);
        await model.create(2, undefined);
        for (const moment of all) await model.live(moment);
        await model.end();
        for (const id of model.created) {
          const generation = await runtime.generations.find(id);
          if (generation === null) throw new Error('a generation is gone');
          const events = (await eventsSoFar(runtime, id)) as GenerationEvent[];
          expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1));
          expect(generation.revision).toBe(events.length);
          for (const change of checkHistory(events)) seen.add(change);
          checkAttempts(await runtime.generations.scales(generation));
          const finished = events.flatMap(event =>
            event.type === 'SCALE_FINISHED' ? [event.scaleIndex] : [],
          );
          expect(finished).toEqual(Array.from({ length: generation.scaleCount }, (_, index) => index));
          expect((await runtime.generations.scales(generation)).map(({ index }) => index)).toEqual(finished);
          expect(events.filter(({ type }) => type === 'FINISHED')).toEqual([events.at(-1)]);
          expect(events.at(-1)).toMatchObject({ status: generation.status });
          expect(terminalStatuses).toContain(generation.status);
          expect(generation.finishedAt).not.toBeNull();
        }
        for (const kind of ['stale', 'state', 'input'] as const) refused[kind] += model.refused[kind];
      }),
      { seed, numRuns: kind === 'server' ? 150 : 60, examples: [[acceptedInTheQueue]] },
    );
    // Everything that may happen did, so that nothing was left out by a mistake in the test.
    const possible = steps.filter(([before, after]) => before !== after).map(step => step.join(' '));
    expect([...seen].sort()).toEqual([...new Set(possible)].sort());
    expect(Math.min(...Object.values(refused))).toBeGreaterThan(0);
  });

  it('cannot be written in part, whoever writes', async () => {
    const model = new LifeModel(runtime);
    await model.create(1, undefined);
    const [id] = model.created;
    if (id === undefined) throw new Error('nothing was created');
    const write = (change: Record<string, unknown>) =>
      runtime.database.kysely.updateTable('generations').set(change).where('id', '=', id).execute();
    await expect(write({ status: 'RUNNING' })).rejects.toThrow('goes from revision 1 (QUEUED');
    await expect(write({ revision: 2 })).rejects.toThrow('goes from revision 1');
    await expect(write({ scale_count: 2, revision: 3 })).rejects.toThrow('goes from revision 1');
    await expect(write({ status: 'RUNNING', revision: 2 })).rejects.toThrow('generations_revision_event');
    await expect(write({ finished_at: new Date() })).rejects.toThrow('generations_finished_check');
    const canceled = await runtime.generations.cancel(id);
    await expect(write({ status: 'QUEUED', revision: 3, finished_at: null })).rejects.toThrow('has ended');
    expect(await runtime.generations.find(id)).toEqual(canceled);
  });
});

/**
 * Checks that each status follows on the one before, and that scales are finished only by what runs.
 * @returns the changes of status, such as `QUEUED RUNNING`.
 */
function checkHistory(events: readonly GenerationEvent[]): string[] {
  const changes: string[] = [];
  let status: GenerationStatus | null = null;
  for (const [index, event] of events.entries()) {
    if (event.type === 'SCALE_FINISHED') {
      expect(['RUNNING', 'CANCELING']).toContain(status);
      if (status === 'CANCELING') expect(events[index + 1]).toMatchObject({ status: 'CANCELED' });
      continue;
    }
    expect(event.type === 'FINISHED').toBe(isTerminal(event.status));
    if (status === null) expect(event.status).toBe('QUEUED');
    else {
      expect(follows(status, event.status), `${status} to ${event.status}`).toBe(true);
      changes.push(`${status} ${event.status}`);
    }
    status = event.status;
  }
  return changes;
}

/** Within a run no scale is of an attempt before one that made a coarser scale. */
function checkAttempts(scales: readonly StoredScale[]): void {
  const newest = new Map<string, number>();
  for (const { digest } of scales) {
    const [, attempt = 0, run = ''] = /by attempt (\d+) at (.+)/.exec(digest) ?? [];
    expect(Number(attempt)).toBeGreaterThanOrEqual(newest.get(run) ?? 1);
    newest.set(run, Number(attempt));
  }
}
