import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { Scrape } from '../metrics/scrape.ts';
import { copyDatabase } from '../setup/database-template.ts';
import { testModel, testSides } from '../setup/test-models.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const model = testModel;
let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-metrics-'));
  server = await start('first');
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(name: string, environment: NodeJS.ProcessEnv = {}): Promise<RunningServer> {
  const data = join(folder, name);
  await copyDatabase(inject('databaseTemplate'), join(data, 'database'));
  const config = readConfig({
    PORT: '0',
    DATA_DIR: data,
    MODELS_DIR: inject('modelsFolder'),
    DEFAULT_MODEL: testModel,
    ...environment,
  });
  return startServer(config, createLogger('silent', false));
}

function send(query: string, accept = 'application/json'): Promise<Response> {
  return fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  });
}

/** Makes pictures and waits for the end of the last one. @returns ids */
async function generate(input: string): Promise<readonly string[]> {
  const created = await send(
    `mutation { generateImage(input: ${input}) { ... on GenerationsCreated { generations { id } } } }`,
  );
  const { data } = await created.json();
  return data.generateImage.generations.map(({ id }: { id: string }) => id);
}

/** Watches until an event, or to the end. @returns what was told. */
async function watch(id: string): Promise<string> {
  const events = await send(
    `subscription { generationProgress(id: "${id}") { __typename ... on ScaleFinished { scale { image { url } } } } }`,
    'text/event-stream',
  );
  return events.text();
}

describe('/metrics', () => {
  it('counts what was done: a picture, its scales, its file', async () => {
    const before = await Scrape.of(server.url);
    expect(before.value('operations_total', { type: 'mutation', outcome: 'ok' })).toBe(0);
    expect(before.value('child_deaths_total', { child: 'transformer' })).toBe(0);

    const [id = ''] = await generate('{ class: { name: "fox" }, seed: 7 }');
    const urls = [...(await watch(id)).matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);
    expect(urls).toHaveLength(testSides.length);
    for (let times = 0; times < 2; times++) await (await fetch(urls.at(-1) ?? '')).arrayBuffer();

    const after = await Scrape.of(server.url);
    const counts = {
      succeeded: after.value('generations_ended_total', { model, status: 'SUCCEEDED' }),
      scales: after.value('scales_computed_total', { model, device: 'cpu' }),
      passes: after.value('scale_compute_seconds_count', { model, device: 'cpu' }),
      waits: after.value('queue_wait_seconds_count', { model }),
      previews: after.value('first_preview_seconds_count', { model }),
      decodes: after.value('decode_seconds_count', { model }),
      files: after.value('picture_encode_seconds_count', { format: 'WEBP' }),
      hits: after.value('picture_cache_requests_total', { result: 'hit' }),
      misses: after.value('picture_cache_requests_total', { result: 'miss' }),
      mutations: after.value('operations_total', { type: 'mutation', outcome: 'ok' }),
      subscriptions: after.value('operations_total', { type: 'subscription', outcome: 'ok' }),
      queued: after.value('pictures_queued'),
      open: after.value('subscriptions_open'),
      atWork: after.value('operations_in_progress'),
      database: after.value('database_up'),
      generator: after.value('children_loaded', { model, device: 'cpu', child: 'transformer' }),
      codec: after.value('children_loaded', { model, device: 'cpu', child: 'tokenizer' }),
    };
    expect(counts).toEqual({
      succeeded: 1,
      scales: testSides.length,
      passes: testSides.length,
      waits: 1,
      previews: 1,
      decodes: 1,
      files: 1,
      hits: 1,
      misses: 1,
      mutations: 1,
      subscriptions: 1,
      queued: 0,
      open: 0,
      atWork: 0,
      database: 1,
      generator: 1,
      codec: 1,
    });
    // The one that asks.
    expect(after.value('http_requests_in_progress')).toBe(1);
  });

  it('tells pictures that are computed together from scales', async () => {
    const before = await Scrape.of(server.url);
    const ids = await generate('{ class: { name: "owl" }, seed: 1, count: 3 }');
    for (const id of ids) await watch(id);
    const after = await Scrape.of(server.url);
    const grown = (name: string, labels: Record<string, string>) =>
      (after.value(name, labels) ?? 0) - (before.value(name, labels) ?? 0);
    expect(grown('scales_computed_total', { model, device: 'cpu' })).toBe(3 * testSides.length);
    // Together or one after another, as the policy sees fit.
    const computed = grown('scale_compute_seconds_count', { model, device: 'cpu' });
    expect(computed).toBeGreaterThanOrEqual(testSides.length);
    expect(computed).toBeLessThanOrEqual(3 * testSides.length);
    expect(grown('first_preview_seconds_count', { model })).toBe(3);
    expect(grown('queue_wait_seconds_count', { model })).toBe(1);
    expect(grown('generations_ended_total', { model, status: 'SUCCEEDED' })).toBe(3);
  });

  it('counts every end once, however often it is asked for', async () => {
    const [kept = '', gone = ''] = await generate('{ seed: 2, count: 2, holdAtScale: 1 }');
    for (const id of [kept, gone]) await untilHeld(id);
    for (let times = 0; times < 2; times++) {
      await (
        await send(`mutation { acceptGeneration(input: { id: "${kept}", scale: 0 }) { __typename } }`)
      ).text();
      await (await send(`mutation { cancelGeneration(input: { id: "${gone}" }) { __typename } }`)).text();
    }
    const after = await Scrape.of(server.url);
    expect(after.value('generations_ended_total', { model, status: 'ACCEPTED' })).toBe(1);
    expect(after.value('generations_ended_total', { model, status: 'CANCELED' })).toBe(1);
  });

  it('tells operations that were refused from those with errors', async () => {
    await (await send('{ nothing }')).text();
    await (await send('{ generation(')).text();
    await (await send('query ($id: ID!) { generation(id: $id) { id } }')).text();
    const after = await Scrape.of(server.url);
    expect(after.value('operations_total', { type: 'unknown', outcome: 'refused' })).toBe(2);
    expect(after.value('operations_total', { type: 'query', outcome: 'refused' })).toBe(1);
  });

  it('counts a child process that dies', async () => {
    for (const pid of server.pictureProcessIds) process.kill(pid, 'SIGKILL');
    await expect
      .poll(async () => (await Scrape.of(server.url)).value('child_deaths_total', { child: 'picture' }), {
        timeout: 20_000,
      })
      .toBe(1);
  });

  it('is for callers in private networks', async () => {
    const asked = (headers: Record<string, string>) => fetch(`${server.url}/metrics`, { headers });
    const statuses = await Promise.all([
      asked({ 'x-forwarded-for': '10.0.0.7' }),
      asked({ 'x-forwarded-for': '10.0.0.7, 203.0.113.9' }),
      asked({ 'x-forwarded-for': '2001:db8::1' }),
      asked({ forwarded: 'for=10.0.0.7' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 403, 403, 403]);
  });

  it('has figures of one server only, and is not served with METRICS=off', async () => {
    const other = await start('second', { METRICS: 'off' });
    const response = await fetch(`${other.url}/metrics`);
    await other.close();
    expect(response.status).toBe(404);
  });
});

/** Watches until the generation is held, which ends no subscription. */
async function untilHeld(id: string): Promise<void> {
  const events = await send(
    `subscription { generationProgress(id: "${id}") { ... on GenerationSnapshot { generation { status } } ... on StatusChanged { status } } }`,
    'text/event-stream',
  );
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let told = ''; !told.includes('HELD'); ) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) throw new Error(`it was not held: ${told}`);
    told += chunk.value;
  }
  await reader?.cancel();
}
