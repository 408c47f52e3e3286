import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { cancelGeneration, findGeneration, watch } from './operations.ts';
import { all, overWebSocket } from './transports.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());
beforeEach(() => server.runtime.engine.hold());
afterEach(() => server.runtime.engine.release());

async function cancel(id: string) {
  const { data } = await server.send(cancelGeneration, { id });
  const result = data?.cancelGeneration;
  if (result?.__typename !== 'CancelGenerationSuccess') throw new Error(JSON.stringify(result));
  return result.generation;
}

/** Events from the beginning to the end: scales by index, the others by status. */
async function story(id: string) {
  const results = await all(overWebSocket(server.url, watch, { id, after: 0 }));
  return results.map(({ data }) => {
    const event = data?.generationProgress;
    switch (event?.__typename) {
      case 'ScaleFinished':
        return event.scale.index;
      case 'StatusChanged':
        return event.status;
      case 'GenerationFinished':
        return `end: ${event.status}`;
      default:
        return event?.__typename;
    }
  });
}

async function find(id: string) {
  const { data } = await server.send(findGeneration, { id });
  return data?.generation;
}

describe('canceling', () => {
  it('stops a generation that is queued at once', async () => {
    const [running] = await accept(server);
    await server.runtime.engine.reached();
    const [queued] = await accept(server);
    expect((await find(queued.id))?.queue).toMatchObject({ position: 0 });
    expect((await cancel(queued.id)).status).toBe('CANCELED');
    expect(await find(queued.id)).toMatchObject({
      status: 'CANCELED',
      scales: [],
      bestScale: null,
      startedAt: null,
    });
    expect((await story(queued.id)).at(-1)).toBe('end: CANCELED');
    server.runtime.engine.release();
    expect((await story(running.id)).at(-1)).toBe('end: SUCCEEDED');
  });

  it('stops a running generation at the next scale and keeps the finished ones', async () => {
    const [generation] = await accept(server);
    await server.runtime.engine.reached();
    server.runtime.engine.step();
    await server.runtime.engine.reached();
    expect((await cancel(generation.id)).status).toBe('CANCELING');
    const twice = await cancel(generation.id);
    expect(twice.status).toBe('CANCELING');
    server.runtime.engine.release();
    const events = await story(generation.id);
    expect(events.at(-1)).toBe('end: CANCELED');
    const state = await find(generation.id);
    expect(state).toMatchObject({ status: 'CANCELED', failure: null });
    expect(state?.scales.map(({ index }) => index)).toEqual(
      events.filter(event => typeof event === 'number'),
    );
    expect(state?.bestScale?.index).toBe((state?.scales.length ?? 0) - 1);
    expect(state?.scales.length).toBeLessThan(generation.plan.length);
    const response = await fetch(state?.scales[0]?.image.url ?? '');
    expect(response.status).toBe(200);
  });

  it('leaves ended generations unchanged, however often it is called', async () => {
    server.runtime.engine.release();
    const [generation] = await accept(server);
    await story(generation.id);
    const before = await find(generation.id);
    for (const _ of [1, 2]) {
      expect(await cancel(generation.id)).toMatchObject({ status: 'SUCCEEDED', revision: before?.revision });
    }
    expect(await find(generation.id)).toEqual(before);
  });

  it('stops one picture of a request and leaves the others', async () => {
    const [first, second] = await accept(server, { count: 2 });
    await server.runtime.engine.reached();
    await cancel(first.id);
    server.runtime.engine.release();
    expect((await story(first.id)).at(-1)).toBe('end: CANCELED');
    expect((await story(second?.id ?? '')).at(-1)).toBe('end: SUCCEEDED');
  });
});
