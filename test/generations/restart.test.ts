import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import type { GenerationId, GenerationUpdate } from '../../src/generations/generation.ts';
import type { GenerationRequest } from '../../src/generations/request.ts';
import { type DatabaseSite, newDatabaseSite } from '../setup/test-databases.ts';
import { testSides } from '../setup/test-models.ts';
import { ServerProcess } from './process-control.ts';
import { fox, revisions, story } from './runtime.ts';

const wholeStory = 'QUEUED RUNNING 0 1 2 3 4 FINISHED:SUCCEEDED';
const allRevisions = [1, 2, 3, 4, 5, 6, 7, 8];

/** What the edits have in common. */
const recipe = { class: { name: 'owl' }, seed: 8, canvas: { kind: 'default' } } as const;

/** A grey picture whose columns a function gives. */
async function picture(column: (x: number) => number) {
  const data = Uint8Array.from({ length: 96 * 96 }, (_, position) => column(position % 96));
  const bytes = await sharp(data, { raw: { width: 96, height: 96, channels: 1 } })
    .png()
    .toBuffer();
  return { field: 'dataUri', bytes } as const;
}

let site: DatabaseSite;
const servers: ServerProcess[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.kill()));
  await site.remove();
});

async function start(holdAt?: number): Promise<ServerProcess> {
  const server = await ServerProcess.start(site, holdAt);
  servers.push(server);
  return server;
}

/** Keeps following over the lives of several processes, as a client that comes back with `after:` does. */
class Client {
  readonly received: GenerationUpdate[] = [];
  readonly #id: GenerationId;

  constructor(id: GenerationId) {
    this.#id = id;
  }

  get #last(): number {
    return revisions(this.received).at(-1) ?? 0;
  }

  follow(server: ServerProcess): void {
    server.follow(this.#id, this.#last);
  }

  /** Takes what the server sent until it ended. */
  take(server: ServerProcess): void {
    this.received.push(...server.updates.splice(0));
  }
}

// Each starts up to seven processes.
describe('a server that is restarted', { timeout: 600_000 }, () => {
  it('resumes after SIGKILL in every scale, with the same tokens, nothing duplicated and nothing lost', async () => {
    site = await newDatabaseSite('embedded');
    let server = await start(0);
    const [id, later] = [...(await server.create(fox)), ...(await server.create({ ...fox, seed: 8 }))];
    if (!id || !later) throw new Error('nothing was created');
    const client = new Client(id);
    for (const index of testSides.keys()) {
      client.follow(server);
      expect((await server.receive('held')).index).toBe(index);
      await server.kill();
      client.take(server);
      const isLast = index === testSides.length - 1;
      server = await start(isLast ? undefined : index + 1);
    }
    client.follow(server);
    await server.receive('ended');
    client.take(server);
    expect(story(client.received)).toBe(wholeStory);
    expect(revisions(client.received)).toEqual(allRevisions);

    // Those that waited all the time start, too; and a run that nobody interrupts gives the same tokens.
    const waiting = new Client(later);
    waiting.follow(server);
    await server.receive('ended');
    waiting.take(server);
    expect(story(waiting.received)).toBe(wholeStory);
    const [again] = await server.create(fox);
    if (!again) throw new Error('nothing was created');
    server.follow(again, 0);
    await server.receive('ended');
    expect(await server.tokens(id)).toEqual(await server.tokens(again));
  });

  // On a server, where a claim that was not given back would keep the next process waiting for the lease to end.
  it('finishes the scale in hand on SIGTERM and is followed at once by the next', async () => {
    site = await newDatabaseSite('server');
    let server = await start(0);
    const [id] = await server.create(fox);
    if (!id) throw new Error('nothing was created');
    for (const index of testSides.keys()) {
      expect((await server.receive('held')).index).toBe(index);
      expect(await server.terminate()).toBe(0);
      const isLast = index === testSides.length - 1;
      server = await start(isLast ? undefined : index + 1);
      expect(await server.tokens(id)).toHaveLength(index + 1);
    }
    server.follow(id, 0);
    await server.receive('ended');
    expect(story(server.updates)).toBe(wholeStory);
    expect(revisions(server.updates.splice(0))).toEqual(allRevisions);
    const [again] = await server.create(fox);
    if (!again) throw new Error('nothing was created');
    server.follow(again, 0);
    await server.receive('ended');
    expect(await server.tokens(id)).toEqual(await server.tokens(again));
  });

  it('holds, resumes and accepts across SIGKILL at every point, with the same tokens', async () => {
    site = await newDatabaseSite('embedded');
    let server = await start(0);
    const [id] = await server.create({ ...fox, holdAtScale: 1 });
    if (!id) throw new Error('nothing was created');
    const client = new Client(id);
    const killAndStart = async (holdAt?: number) => {
      await server.kill();
      client.take(server);
      server = await start(holdAt);
      client.follow(server);
    };
    client.follow(server);
    await server.receive('held');
    await killAndStart(1);
    await server.receive('held');
    await killAndStart();
    await server.told('HELD');
    // Killed while it is held, it stays so; killed after it was resumed, it goes on.
    await killAndStart(2);
    expect(await server.resume(id)).toBe('QUEUED');
    await killAndStart(2);
    await server.receive('held');
    await killAndStart(3);
    await server.receive('held');
    expect(await server.accept(id, 3)).toBe('RUNNING');
    await killAndStart();
    await server.receive('ended');
    client.take(server);
    expect(story(client.received)).toBe('QUEUED RUNNING 0 1 HELD QUEUED RUNNING 2 3 FINISHED:ACCEPTED');
    expect(revisions(client.received)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const [whole] = await server.create(fox);
    if (!whole) throw new Error('nothing was created');
    server.follow(whole, 0);
    await server.receive('ended');
    expect(await server.tokens(id)).toEqual((await server.tokens(whole)).slice(0, 4));
  });

  it.each<[string, (parent: GenerationId) => Promise<GenerationRequest>]>([
    ['branches', async parent => ({ operation: 'BRANCH', parent, scale: 1, ...recipe })],
    [
      'in-paints',
      async () => ({
        operation: 'INPAINT',
        source: await picture(x => x * 2),
        mask: { image: await picture(x => (x < 40 ? 255 : 0)), polarity: 'WHITE_IS_EDIT' },
        ...recipe,
      }),
    ],
    [
      'expands',
      async parent => ({
        operation: 'EXPAND',
        source: { field: 'scale', generation: parent, scale: 3 },
        by: { kind: 'sides', sides: { left: 32 } },
        schedule: [1, 2, 3, 4, 6].map(side => ({ rows: side, columns: side })),
        ...recipe,
      }),
    ],
    ['refines', async () => ({ operation: 'REFINE', source: await picture(x => 255 - x), ...recipe })],
  ])('%s across SIGKILL in every scale, with the same tokens', async (_does, requestOf) => {
    site = await newDatabaseSite('embedded');
    let server = await start();
    const [parent] = await server.create(fox);
    if (!parent) throw new Error('nothing was created');
    server.follow(parent, 0);
    await server.receive('ended');
    const request = await requestOf(parent);
    const [whole] = await server.create(request);
    if (!whole) throw new Error('nothing was created');
    server.follow(whole, 0);
    await server.receive('ended');
    await server.kill();

    server = await start(0);
    const [id] = await server.create(request);
    if (!id) throw new Error('nothing was created');
    const client = new Client(id);
    for (const index of testSides.keys()) {
      client.follow(server);
      expect((await server.receive('held')).index).toBe(index);
      await server.kill();
      client.take(server);
      const isLast = index === testSides.length - 1;
      server = await start(isLast ? undefined : index + 1);
    }
    client.follow(server);
    await server.receive('ended');
    client.take(server);
    expect(story(client.received)).toBe(wholeStory);
    expect(await server.tokens(id)).toEqual(await server.tokens(whole));
  });

  it('refuses a data folder that another server has open, and says who', async () => {
    site = await newDatabaseSite('embedded');
    const mine = await openDatabase(site);
    const server = ServerProcess.begin(site);
    servers.push(server);
    const refusal = await server.receive('inUse');
    expect(refusal).toMatchObject({ pid: process.pid });
    expect(refusal.message).toContain(`${site.folder} is in use by process ${process.pid}`);
    await mine.close();
    await expect(start()).resolves.toBeDefined();
  });
});
