import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { FleetProcess } from '../../bench/fleet/fleet-process.ts';
import { fleetUnderKills } from '../../bench/fleet/fleet-under-kills.ts';
import { Scrape } from '../metrics/scrape.ts';
import { type DatabaseSite, newDatabaseSite } from '../setup/test-databases.ts';
import { copyAsOther, testModel, testSides } from '../setup/test-models.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const otherModel = 'greedy';
let folder: string;
let site: DatabaseSite;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-fleet-'));
  site = await newDatabaseSite('server');
  await cp(join(inject('modelsFolder'), testModel), join(folder, 'first', testModel), { recursive: true });
  await copyAsOther(join(inject('modelsFolder'), testModel), join(folder, 'second', otherModel));
});
afterAll(async () => {
  await site.remove();
  await rm(folder, { recursive: true, force: true });
});

const environment = (name: string) => ({ DATABASE_URL: site.url, DATA_DIR: join(folder, name) });

describe('two APIs without models, and a worker for each of two models', () => {
  it('lose nothing and change nothing while workers are killed', async () => {
    const figures = await fleetUnderKills({
      databaseUrl: site.url ?? '',
      models: [
        { folder: join(folder, 'first'), name: testModel },
        { folder: join(folder, 'second'), name: otherModel },
      ],
      folder,
      kills: 2,
      requestsPerKill: 6,
    });
    expect(figures).toEqual({
      pictures: 12,
      edits: 3,
      kills: 2,
      lost: 0,
      brokenSubscriptions: 0,
      unservedPictures: 0,
      otherDigests: 0,
    });
  });
});

describe('an API without a worker', () => {
  it('takes requests for a model for a while, says so in the queue, then refuses them', async () => {
    const api = await FleetProcess.start({
      ...environment('alone'),
      ROLE: 'api',
      MODELS_DIR: join(folder, 'no-models'),
      DEFAULT_MODEL: testModel,
      MODEL_UNAVAILABLE_SECONDS: '0',
    });
    try {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query:
            'mutation { generateImage(input: {}) { __typename ... on ModelUnavailableError { model } } }',
        }),
      });
      expect(await response.json()).toMatchObject({
        data: { generateImage: { __typename: 'ModelUnavailableError', model: null } },
      });
    } finally {
      await api.stop();
    }
  });
});

describe('a worker', () => {
  it('serves no GraphQL, says whether it is well, and decodes only for its own', async () => {
    const worker = await FleetProcess.start({
      ...environment('worker'),
      ROLE: 'worker',
      MODELS_DIR: join(folder, 'first'),
      DEFAULT_MODEL: testModel,
    });
    try {
      expect((await fetch(`${worker.url}/graphql`, { method: 'POST' })).status).toBe(404);
      expect((await fetch(`${worker.url}/health/ready`)).status).toBe(200);
      const decode = await fetch(`${worker.url}/codec/${'0'.repeat(64)}/1x1`, {
        method: 'POST',
        headers: { authorization: 'Bearer nonsense' },
        body: new Uint8Array(2),
      });
      expect(decode.status).toBe(401);
    } finally {
      await worker.stop();
    }
  });

  it('has figures of what it computes, and an API of what it is asked', async () => {
    const worker = await FleetProcess.start({
      ...environment('measured-worker'),
      ROLE: 'worker',
      MODELS_DIR: join(folder, 'first'),
      DEFAULT_MODEL: testModel,
    });
    const api = await FleetProcess.start({
      ...environment('measured-api'),
      ROLE: 'api',
      MODELS_DIR: join(folder, 'no-models'),
      DEFAULT_MODEL: testModel,
    });
    const ask = (query: string) =>
      fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream, application/json' },
        body: JSON.stringify({ query }),
      }).then(response => response.text());
    try {
      await ask('mutation { generateImage(input: { seed: 5 }) { __typename } }');
      const told = await ask(
        'subscription { generationProgress { __typename ... on ScaleFinished { scale { image { url } } } } }',
      );
      const file = await fetch(/"url":"([^"]+)"/.exec(told)?.[1] ?? '');
      expect(file.status).toBe(200);
      const [computed, asked] = [await Scrape.of(worker.url), await Scrape.of(api.url)];
      const model = { model: testModel };
      const scales = { ...model, device: 'cpu' };
      expect(computed.value('scales_computed_total', scales)).toBe(testSides.length);
      expect(computed.value('generations_ended_total', { ...model, status: 'SUCCEEDED' })).toBe(1);
      expect(computed.value('decode_seconds_count', model)).toBe(1);
      expect(computed.value('children_loaded', { ...scales, child: 'transformer' })).toBe(1);
      expect(computed.value('operations_total', { type: 'mutation', outcome: 'ok' })).toBe(0);
      expect(asked.value('operations_total', { type: 'mutation', outcome: 'ok' })).toBe(1);
      expect(asked.value('picture_cache_requests_total', { result: 'miss' })).toBe(1);
      expect(asked.value('scales_computed_total', scales)).toBeUndefined();
      expect([computed, asked].map(scrape => scrape.value('database_up'))).toEqual([1, 1]);
      expect(computed.value('database_connections_in_use')).toBeGreaterThanOrEqual(0);
    } finally {
      await api.stop();
      await worker.stop();
    }
  });

  it('loads and unloads its models when an API is asked for it', async () => {
    const worker = await FleetProcess.start({
      ...environment('asked-worker'),
      ROLE: 'worker',
      MODELS_DIR: join(folder, 'second'),
      DEFAULT_MODEL: otherModel,
    });
    const api = await FleetProcess.start({
      ...environment('asking-api'),
      ROLE: 'api',
      MODELS_DIR: join(folder, 'no-models'),
      DEFAULT_MODEL: otherModel,
    });
    const ask = async (query: string) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return (await response.json()).data;
    };
    const residence = async () => {
      const { model } = await ask('{ model { residence { worker part device state } } }');
      return model.residence;
    };
    const change = (what: string) =>
      ask(`mutation { ${what}(input: { model: "${otherModel}" }) { __typename ... on Error { message } } }`);
    const parts = (state: string) =>
      ['CODEC', 'GENERATOR'].map(part => ({ worker: expect.any(String), part, device: 'cpu', state }));
    try {
      expect(await residence()).toEqual(parts('LOADED'));
      expect(await change('unloadModel')).toEqual({ unloadModel: { __typename: 'UnloadModelSuccess' } });
      await expect.poll(residence, { timeout: 60_000 }).toEqual(parts('UNLOADED'));
      expect(await change('loadModel')).toEqual({ loadModel: { __typename: 'LoadModelSuccess' } });
      await expect.poll(residence, { timeout: 60_000 }).toEqual(parts('LOADED'));
      await worker.stop();
      await expect
        .poll(() => change('loadModel'), { timeout: 60_000 })
        .toMatchObject({ loadModel: { __typename: 'ModelUnavailableError' } });
      expect(await residence()).toEqual([]);
    } finally {
      await api.stop();
      await worker.stop();
    }
  });

  it.each(['api', 'worker'])('with ROLE=%s needs a database that it shares, and says so', async role => {
    const start = FleetProcess.start({ ROLE: role, DATABASE_URL: '', DATA_DIR: join(folder, 'none') });
    await expect(start).rejects.toThrow(`DATABASE_URL must be set with ROLE=${role}`);
  });
});
