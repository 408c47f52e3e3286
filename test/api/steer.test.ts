import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { acceptGeneration, holdGeneration, resumeGeneration } from './edit-operations.ts';
import { findGeneration, watch } from './operations.ts';
import { all, overWebSocket } from './transports.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());
afterEach(() => server.runtime.engine.release());

/** Statuses as a subscriber is told them, up to one of them. */
async function until(id: string, status: string): Promise<string[]> {
  const told: string[] = [];
  for await (const { data } of overWebSocket(server.url, watch, { id, after: 0 })) {
    const event = data?.generationProgress;
    if (event?.__typename === 'ScaleFinished') told.push(String(event.scale.index));
    if (event?.__typename === 'StatusChanged' || event?.__typename === 'GenerationFinished')
      told.push(event.status);
    if (told.at(-1) === status) break;
  }
  return told;
}

describe('holding and resuming over the API', () => {
  it('makes drafts, and finishes the chosen one', async () => {
    const [first, second] = await accept(server, { count: 2, holdAtScale: 1 });
    expect(await until(first.id, 'HELD')).toEqual(['QUEUED', 'RUNNING', '0', '1', 'HELD']);
    const resumed = (await server.send(resumeGeneration, { id: first.id })).data?.resumeGeneration;
    expect(resumed).toMatchObject({ generation: { status: 'QUEUED', holdAtScale: null } });
    expect((await until(first.id, 'SUCCEEDED')).slice(5)).toEqual([
      'QUEUED',
      'RUNNING',
      '2',
      '3',
      '4',
      'SUCCEEDED',
    ]);
    const other = (await server.send(findGeneration, { id: second?.id ?? '' })).data?.generation;
    expect(other).toMatchObject({ status: 'HELD', queue: null });
    const again = (await server.send(resumeGeneration, { id: first.id })).data?.resumeGeneration;
    expect(again).toMatchObject({ status: 'SUCCEEDED', allowedStatuses: ['HELD'] });
  });

  it('holds what runs, and says what cannot be held', async () => {
    server.runtime.engine.hold();
    const [{ id }] = await accept(server);
    await server.runtime.engine.reached();
    server.runtime.engine.step();
    await server.runtime.engine.reached();
    const passed = (await server.send(holdGeneration, { id, scale: 0 })).data?.holdGeneration;
    expect(passed).toMatchObject({ __typename: 'InvalidInputError', field: 'scale', given: '0' });
    const held = (await server.send(holdGeneration, { id })).data?.holdGeneration;
    expect(held).toMatchObject({ generation: { status: 'RUNNING', holdAtScale: 1 } });
    server.runtime.engine.release();
    await until(id, 'HELD');
    const twice = (await server.send(holdGeneration, { id })).data?.holdGeneration;
    expect(twice).toMatchObject({ __typename: 'GenerationStateError', status: 'HELD' });
  });
});

describe('accepting over the API', () => {
  it('ends a generation at a scale, which is its best one', async () => {
    server.runtime.engine.hold();
    const [{ id }] = await accept(server);
    await server.runtime.engine.reached();
    server.runtime.engine.step();
    await server.runtime.engine.reached();
    server.runtime.engine.step();
    await server.runtime.engine.reached();
    const accepted = (await server.send(acceptGeneration, { id, scale: 0 })).data?.acceptGeneration;
    expect(accepted).toMatchObject({
      generation: { status: 'ACCEPTED', acceptedScale: 0, bestScale: { index: 0 } },
    });
    expect(await all(overWebSocket(server.url, watch, { id }))).toMatchObject([
      { data: { generationProgress: { __typename: 'GenerationSnapshot' } } },
      { data: { generationProgress: { __typename: 'GenerationFinished', status: 'ACCEPTED' } } },
    ]);
    const again = (await server.send(acceptGeneration, { id, scale: 1 })).data?.acceptGeneration;
    expect(again).toMatchObject({
      __typename: 'GenerationStateError',
      status: 'ACCEPTED',
      allowedStatuses: ['QUEUED', 'RUNNING', 'HELD'],
    });
  });

  it.each([
    [-1, { field: 'scale', given: '-1' }],
    [5, { field: 'scale', given: '5' }],
  ])('refuses scale %j', async (scale, expected) => {
    const [{ id }] = await accept(server);
    const { data } = await server.send(acceptGeneration, { id, scale });
    expect(data?.acceptGeneration).toMatchObject(expected);
    const unknown = await server.send(acceptGeneration, { id: 'fox', scale });
    expect(unknown.data?.acceptGeneration).toMatchObject({ kind: 'generation', key: 'fox' });
  });
});
