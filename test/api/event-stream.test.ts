import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

interface ServerSentEvent {
  readonly id: string | undefined;
  readonly type: string | undefined;
}

/** Everything of a stream, as an `EventSource` would ask for it. */
async function events(query: string, lastEventId?: string): Promise<ServerSentEvent[]> {
  const headers = {
    accept: 'text/event-stream',
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
  const text = await response.text();
  return text.split('\n\n').flatMap(block => {
    const type = /"__typename":"(\w+)"/.exec(block)?.[1];
    return type === undefined ? [] : [{ id: /^id: (.*)$/m.exec(block)?.[1], type }];
  });
}

describe('a stream of events', () => {
  it('asks proxies to pass on what comes when it comes', async () => {
    const [{ id }] = await accept(server);
    const query = `subscription { generationProgress(id: "${id}") { __typename } }`;
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    await response.text();
  });

  it('goes on after the event that the client names, as with `after`', async () => {
    const [{ id }] = await accept(server);
    const query = `subscription { generationProgress(id: "${id}", after: 0) { __typename } }`;
    const all = await events(query);
    expect(all.map(event => event.id)).toEqual(all.map((_, index) => String(index + 1)));
    for (const [index, event] of all.entries()) {
      expect(await events(query, event.id)).toEqual(all.slice(index + 1));
    }
  });

  it('resumes with the same generation when there is a newer one', async () => {
    const [{ id: older }] = await accept(server, { seed: 1 });
    await events(`subscription { generationProgress(id: "${older}") { __typename } }`);
    const newest = 'subscription { generationProgress { __typename } }';
    const [snapshot, end] = await events(newest);
    expect([snapshot?.type, end?.type]).toEqual(['GenerationSnapshot', 'GenerationFinished']);
    const [{ id: newer }] = await accept(server, { seed: 2 });
    await events(`subscription { generationProgress(id: "${newer}") { __typename } }`);
    // The connection was lost between the two: the last event is still to come.
    expect(await events(newest, snapshot?.id)).toEqual([end]);
    expect(await events(newest, end?.id)).toEqual([]);
  });

  it.each(['rubbish', '-1', '1e3', 'x:1', ''])('takes %j for no place at all', async lastEventId => {
    const [{ id }] = await accept(server);
    const query = `subscription { generationProgress(id: "${id}") { __typename } }`;
    expect((await events(query, lastEventId))[0]?.type).toBe('GenerationSnapshot');
  });
});
