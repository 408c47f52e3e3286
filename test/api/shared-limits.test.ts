import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DatabaseKind,
  type DatabaseSite,
  databaseKinds,
  newDatabaseSite,
} from '../setup/test-databases.ts';
import { ask, keyWith, type LimitingServer, openSocket, startLimitingServer } from './limited-clients.ts';

const models = '{ models { name } }';
const watch = 'subscription { generationProgress { __typename } }';

describe('two processes on one database', () => {
  let site: DatabaseSite;
  let one: LimitingServer;
  let other: LimitingServer;
  beforeAll(async () => {
    site = await newDatabaseSite('server', { withTables: true });
    [one, other] = [await startLimitingServer(site), await startLimitingServer(site)];
  });
  afterAll(async () => {
    await one.close();
    await other.close();
    await site.remove();
  });

  /** How many of these requests, sent to both in turn, get an answer. */
  async function admitted(token: string, requests: number): Promise<number> {
    const statuses = await Promise.all(
      Array.from({ length: requests }, async (_, request) => {
        const response = await ask(request % 2 === 0 ? one : other, token, models);
        await response.arrayBuffer();
        return response.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    return statuses.filter(status => status === 200).length;
  }

  it('share a small quota exactly', async () => {
    const token = await keyWith(one, 'requests=20');
    expect(await admitted(token, 60)).toBe(20);
    for (const server of [one, other]) expect((await ask(server, token, models)).status).toBe(429);
  });

  it('never exceed a large one together, and leave little of it unused', async () => {
    const token = await keyWith(one, 'requests=400');
    const count = await admitted(token, 500);
    expect(count).toBeLessThanOrEqual(400);
    expect(count).toBeGreaterThanOrEqual(380);
  });

  it('count open sockets and streams together, until they are closed', async () => {
    const token = await keyWith(one, 'sockets=2');
    const first = await openSocket(one, token);
    await first.receive(({ type }) => type === 'connection_ack');
    for (const { runtime } of [one, other]) runtime.engine.hold();
    await ask(one, token, 'mutation { generateImage(input: {}) { __typename } }');
    const stream = await ask(other, token, watch, { accept: 'text/event-stream' });
    expect(stream.status).toBe(200);

    for (const server of [one, other]) {
      // Clients come again later after this code.
      expect(await (await openSocket(server, token)).closed).toBe(1013);
      const refused = await ask(server, token, watch, { accept: 'text/event-stream' });
      expect(refused.status).toBe(429);
      expect(await refused.json()).toMatchObject({
        errors: [{ extensions: { code: 'TOO_MANY_SOCKETS', limit: 2 } }],
      });
      expect((await ask(server, token, models)).status).toBe(200);
    }

    first.socket.close();
    // The other process hears of it a moment later.
    await expect
      .poll(async () => {
        const socket = await openSocket(other, token);
        return Promise.race([
          socket.receive(({ type }) => type === 'connection_ack').then(() => 'accepted'),
          socket.closed.then(String),
        ]);
      })
      .toBe('accepted');
    await stream.body?.cancel();
    for (const { runtime } of [one, other]) runtime.engine.release();
  });
});

describe.each(databaseKinds)('after a restart (%s)', (kind: DatabaseKind) => {
  let site: DatabaseSite;
  beforeAll(async () => {
    site = await newDatabaseSite(kind, { withTables: true });
  });
  afterAll(() => site.remove());

  it('what was used of a day stays used', async () => {
    const create = 'mutation { generateImage(input: { class: { name: "fox" } }) { __typename } }';
    const before = await startLimitingServer(site);
    const token = await keyWith(before, `pixels=${2 * 96 * 96}`);
    for (let picture = 0; picture < 2; picture++)
      expect(await (await ask(before, token, create)).text()).toContain('GenerationsCreated');
    await before.close();

    const after = await startLimitingServer(site);
    expect(await (await ask(after, token, create)).text()).toContain('RateLimitedError');
    await after.close();
  });
});
