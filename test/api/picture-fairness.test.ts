import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ownWork } from '../../src/fairness/client.ts';
import type { PictureLane } from '../../src/images/process/picture-lane.ts';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { all, overWebSocket } from './transports.ts';

let server: ApiServer;
let id: string;

beforeAll(async () => {
  // So much at once would be too costly.
  server = await startApiServer({ limits: { cost: 1_000_000 } });
  const [generation] = await accept(server);
  id = generation.id;
  await all(overWebSocket(server.url, watch, { id, scales: { indices: [] } }));
});
afterAll(() => server.close());

/** A client with a connection of its own, and whether it has been answered. */
function client() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const state = { isAnswered: false };
  const send = (query: string, variables: object = {}, signal?: AbortSignal) =>
    // biome-ignore lint/suspicious/noExplicitAny: each query has an answer of its own shape.
    new Promise<any>((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const options = { method: 'POST', agent, headers, ...(signal && { signal }) };
      request(`${server.url}/graphql`, options, response => {
        json(response).then(answer => {
          state.isAnswered = true;
          resolve(answer);
        }, reject);
      })
        .on('error', reject)
        .end(JSON.stringify({ query, variables }));
    });
  return { state, send };
}

const patience = { timeout: 30_000 };

/** A lane that is busy until it is let go, so that it is known who waits. */
function busy(lane: PictureLane, places: number) {
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  for (let place = 0; place < places; place++) void lane.take({ client: ownWork }, () => promise);
  const waitFor = (count: number) => vi.waitUntil(() => lane.queue.waiting === count, patience);
  return { letGo, waitFor };
}

/** Files of the finest scale, each of another quality. */
function files(format: string, qualities: readonly number[]): string {
  const images = qualities.map(
    quality => `q${quality}: image(format: ${format}, quality: ${quality}) { byteLength }`,
  );
  return `{ generation(id: "${id}") { bestScale { ${images.join(' ')} } } }`;
}

async function plans(count: number, side: number) {
  const create = { width: side, height: side, channels: 3, background: 'red' } as const;
  const file = await sharp({ create }).avif({ effort: 0 }).toBuffer();
  const aliases = Array.from(
    { length: count },
    (_, index) => `p${index}: requestPlan(input: { refine: { source: { dataUri: $file } } }) { __typename }`,
  );
  return [
    `query ($file: String!) { ${aliases.join(' ')} }`,
    { file: `data:image/avif;base64,${file.toString('base64')}` },
  ] as const;
}

describe('a client that asks for much', () => {
  it('does not keep another waiting for a picture', async () => {
    const { letGo, waitFor } = busy(server.runtime.processes.quick, 2);
    const [much, other] = [client(), client()];
    const answer = much.send(
      files(
        'AVIF',
        Array.from({ length: 60 }, (_, place) => 20 + place),
      ),
    );
    await waitFor(60);
    const picture = other.send(files('PNG', [1]));
    await waitFor(61);
    letGo();
    expect((await picture).data.generation.bestScale.q1.byteLength).toBeGreaterThan(0);
    expect(much.state.isAnswered).toBe(false);
    expect(Object.keys((await answer).data.generation.bestScale)).toHaveLength(60);
  });

  it('does not keep another waiting for the plan of an edit', async () => {
    const { letGo, waitFor } = busy(server.runtime.processes.intake, 1);
    const [much, other] = [client(), client()];
    const [many, one] = [await plans(20, 2000), await plans(1, 16)];
    const answer = much.send(...many);
    await waitFor(20);
    const plan = other.send(...one);
    await waitFor(21);
    letGo();
    expect((await plan).data.p0.__typename).toBe('RequestPlan');
    expect(much.state.isAnswered).toBe(false);
    expect(Object.keys((await answer).data)).toHaveLength(20);
  });

  it('and leaves has nothing more done for it', async () => {
    const { letGo, waitFor } = busy(server.runtime.processes.intake, 1);
    const leaving = new AbortController();
    const answer = client().send(...(await plans(20, 16)), leaving.signal);
    await waitFor(20);
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await waitFor(0);
    letGo();
  });
});
