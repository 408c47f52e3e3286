import type { ExecutionResult } from 'graphql';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageUnavailableError } from '../../src/database/storage-unavailable-error.ts';
import type { WatchSubscription, WatchSubscriptionVariables } from '../gql/graphql.ts';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { findGeneration, watch } from './operations.ts';
import { all, transports } from './transports.ts';

type Event = WatchSubscription['generationProgress'];

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.runtime.engine.release();
});

describe.each(transports)('over %s', (_name, subscribe) => {
  async function events(variables: WatchSubscriptionVariables): Promise<Event[]> {
    const results = await all(subscribe(server.url, watch, variables));
    return results.map(result => {
      expect(result.errors).toBeUndefined();
      return dataOf(result).generationProgress;
    });
  }

  it('tells every event whole though the database is away again and again while they are read', async () => {
    const { generations, engine } = server.runtime;
    const away = new StorageUnavailableError('away', 'The database is not responding.', true);
    const reads = vi.spyOn(generations, 'scale');
    engine.hold();
    const [{ id }] = await accept(server);
    for (let count = 0; count < 4; count++) reads.mockRejectedValueOnce(away);
    const told = events({ id, after: 0 });
    engine.release();
    expect((await told).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(reads.mock.calls.length).toBeGreaterThan(4);
    reads.mockRestore();
  });

  it('tells a snapshot, every planned scale in order with its picture, and the end', async () => {
    server.runtime.engine.hold();
    const [generation] = await accept(server);
    await server.runtime.engine.reached();
    const results = subscribe(server.url, watch, { id: generation.id });
    const snapshot = dataOf((await results.next()).value ?? {}).generationProgress;
    server.runtime.engine.release();
    const rest = (await all(results)).map(result => dataOf(result).generationProgress);

    expect(snapshot).toMatchObject({
      __typename: 'GenerationSnapshot',
      generation: { id: generation.id, status: 'RUNNING', scales: [] },
    });
    const finished = rest.filter(event => event.__typename === 'ScaleFinished');
    expect(
      finished.map(({ scale }) => ({ index: scale.index, rows: scale.rows, columns: scale.columns })),
    ).toEqual(generation.plan.map(({ index, rows, columns }) => ({ index, rows, columns })));
    for (const [index, { scale }] of finished.entries()) {
      const planned = generation.plan[index];
      const bytes = Buffer.from(scale.image.dataUri.replace(/^data:image\/png;base64,/, ''), 'base64');
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width: planned?.width, height: planned?.height, channels: 3 });
      expect(data.byteLength).toBe(info.width * info.height * 3);
      expect(Buffer.from(await (await fetch(scale.image.url)).arrayBuffer()).equals(bytes)).toBe(true);
    }
    expect(rest.at(-1)).toMatchObject({ __typename: 'GenerationFinished', status: 'SUCCEEDED' });
    const revisions = [snapshot, ...rest].map(event => event.revision);
    expect(revisions).toEqual(revisions.map((_, position) => snapshot.revision + position));
  });

  it('resumes after every position with exactly the missed events', async () => {
    const [generation] = await accept(server);
    const whole = await events({ id: generation.id, after: 0 });
    expect(whole.map(event => event.revision)).toEqual(whole.map((_, position) => position + 1));
    for (const position of whole.keys()) {
      const missed = await events({ id: generation.id, after: position });
      expect(missed, `after ${position}`).toEqual(whole.slice(position));
    }
    expect(await events({ id: generation.id, after: whole.length })).toEqual([]);
  });

  it('goes on in the middle of a run', async () => {
    server.runtime.engine.hold();
    const [generation] = await accept(server);
    const first = subscribe(server.url, watch, { id: generation.id, after: 0 });
    const before: number[] = [];
    await server.runtime.engine.reached();
    server.runtime.engine.step();
    for await (const result of first) {
      const event = dataOf(result).generationProgress;
      before.push(event.revision);
      if (event.__typename === 'ScaleFinished') break;
    }
    const last = before.at(-1) ?? 0;
    server.runtime.engine.release();
    const after = await events({ id: generation.id, after: last });
    const revisions = [...before, ...after.map(event => event.revision)];
    expect(revisions).toEqual(revisions.map((_, position) => position + 1));
    expect(after.at(-1)?.__typename).toBe('GenerationFinished');
  });

  it('reports only the requested scales', async () => {
    const [generation] = await accept(server);
    const told = async (scales: WatchSubscriptionVariables['scales']) =>
      (await events({ id: generation.id, after: 0, scales })).flatMap(event =>
        event.__typename === 'ScaleFinished' ? [event.scale.index] : [],
      );
    expect(await told({ indices: [1, 3, 77] })).toEqual([1, 3]);
    expect(await told({ indices: [] })).toEqual([]);
    expect(await told({ last: 1 })).toEqual([4]);
    expect(await told({ minEdge: 33 })).toEqual([2, 3, 4]);
    expect(await told({ minEdge: 32, maxEdge: 64 })).toEqual([1, 2, 3]);
    expect(await told(null)).toEqual([0, 1, 2, 3, 4]);
  });

  it('follows the newest generation when none is named', async () => {
    const [older] = await accept(server);
    await events({ id: older.id });
    const [newest] = await accept(server);
    const [snapshot, ...rest] = await events({});
    expect(snapshot).toMatchObject({ generation: { id: newest.id } });
    expect(rest.at(-1)?.__typename).toBe('GenerationFinished');
  });

  it('tells a snapshot and the end of a generation that has finished', async () => {
    const [generation] = await accept(server);
    await events({ id: generation.id });
    const again = await events({ id: generation.id });
    expect(again.map(event => event.__typename)).toEqual(['GenerationSnapshot', 'GenerationFinished']);
    const { data } = await server.send(findGeneration, { id: generation.id });
    expect(data?.generation).toMatchObject({ status: 'SUCCEEDED', revision: again.at(-1)?.revision });
  });

  it.each([
    ['an unknown generation', { id: unknownGeneration() }, { code: 'NOT_FOUND', kind: 'generation' }],
    ['an id of something else', { id: 'TW9kZWw6dGlueQ==' }, { code: 'NOT_FOUND', kind: 'generation' }],
    [
      'a revision that is still to come',
      { after: 1000 },
      { code: 'INVALID_INPUT', field: 'after', given: '1000' },
    ],
    ['a revision below zero', { after: -1 }, { code: 'INVALID_INPUT', field: 'after', given: '-1' }],
    ['half a revision', { after: 1.5 }, { code: 'BAD_USER_INPUT', field: 'after', given: '1.5' }],
    [
      'a filter below zero',
      { scales: { last: -1 } },
      { code: 'INVALID_INPUT', field: 'scales.last', given: '-1' },
    ],
  ])('refuses %s with a code and details', async (_case, variables, extensions) => {
    const [generation] = await accept(server);
    await events({ id: generation.id });
    const [result, ...rest] = await all(subscribe(server.url, watch, variables));
    expect(result?.errors?.[0]?.extensions).toMatchObject(extensions);
    expect(rest).toEqual([]);
  });
});

function dataOf<T>(result: ExecutionResult<T>): T {
  if (!result.data) throw new Error(`no data: ${JSON.stringify(result.errors)}`);
  return result.data;
}

function unknownGeneration(): string {
  return Buffer.from('Generation:00000000-0000-7000-8000-000000000000').toString('base64');
}
