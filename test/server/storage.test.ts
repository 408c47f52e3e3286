import { readFile } from 'node:fs/promises';
import { expect, inject, test, vi } from 'vitest';
import { z } from 'zod';
import { testModel } from '../setup/test-models.ts';
import { ServerOfNpmStart, temporaryDataDir } from './npm-start.ts';
import { SmallDisk } from './small-disk.ts';

vi.setConfig({ testTimeout: 180_000 });

const noSpace = 'There is no space left in the data folder.';
const createdSchema = z.object({
  data: z.object({ generateImage: z.object({ generations: z.array(z.object({ id: z.string() })) }) }),
});
const refusedSchema = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()) })),
});
const statusesSchema = z.object({ data: z.object({ nodes: z.array(z.object({ status: z.string() })) }) });
const create =
  'mutation { generateImage(input: { count: 3 }) { ... on GenerationsCreated { generations { id } } } }';

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function statuses(url: string, ids: readonly string[]): Promise<string[]> {
  const answer = await ask(url, `{ nodes(ids: ${JSON.stringify(ids)}) { ... on Generation { status } } }`);
  return statusesSchema.parse(answer).data.nodes.map(({ status }) => status);
}

async function readiness(url: string) {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, body: await response.json() };
}

/** The processes of the models. */
async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').map(Number);
}

/** A server on a disk of its own. */
function startOn(disk: SmallDisk, folder: string): ServerOfNpmStart {
  return new ServerOfNpmStart(
    { DATA_DIR: folder, MODELS_DIR: inject('modelsFolder'), DEFAULT_MODEL: testModel },
    'node',
    disk.within(inject('databaseTemplate')),
  );
}

test('what was accepted before the disk was full waits until there is room, and is made then', async () => {
  await using data = await temporaryDataDir();
  const disk = new SmallDisk(data.path, 96);
  const server = startOn(disk, data.path);
  const url = await server.url;
  const pid = server.pid ?? 0;
  const engines = await childrenOf(pid);
  for (const engine of engines) process.kill(engine, 'SIGSTOP');
  const created = createdSchema.parse(await ask(url, create));
  const ids = created.data.generateImage.generations.map(({ id }) => id);
  await disk.fill(pid);
  for (const engine of engines) process.kill(engine, 'SIGCONT');

  await vi.waitFor(
    () => expect(server.log.join()).toContain(`"reason":"${noSpace}","msg":"storage is unavailable`),
    {
      timeout: 30_000,
    },
  );
  expect(await readiness(url)).toEqual({
    status: 503,
    body: { status: 'unavailable', database: false, engine: true, reasons: [noSpace] },
  });
  const { errors } = refusedSchema.parse(await ask(url, create));
  expect(errors).toEqual([
    {
      message: expect.stringContaining(`${noSpace} Nothing was stored.`),
      extensions: {
        code: 'STORAGE_UNAVAILABLE',
        reason: noSpace,
        nothingStored: true,
        retryAfter: 30,
        requestId: expect.any(String),
      },
    },
  ]);
  expect(await statuses(url, ids)).toEqual(['RUNNING', 'RUNNING', 'RUNNING']);

  await disk.makeRoom(pid);
  await vi.waitFor(async () => expect(await statuses(url, ids)).toEqual(Array(3).fill('SUCCEEDED')), {
    timeout: 60_000,
  });
  expect((await readiness(url)).status).toBe(200);
  expect(await server.terminate()).toBe(0);
});
