import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { copyDatabase } from '../setup/database-template.ts';
import { copyAsOther, testModel } from '../setup/test-models.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const otherModel = 'greedy';
let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-residence-'));
  const models = join(folder, 'models');
  await cp(join(inject('modelsFolder'), testModel), join(models, testModel), { recursive: true });
  await copyAsOther(join(inject('modelsFolder'), testModel), join(models, otherModel));
  await copyDatabase(inject('databaseTemplate'), join(folder, 'data/database'));
  const config = readConfig({
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    MODELS_DIR: models,
    DEFAULT_MODEL: testModel,
  });
  server = await startServer(config, createLogger('silent', false));
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask(query: string) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream, application/json' },
    body: JSON.stringify({ query }),
  });
  return response.text();
}

/** State of each part of a model. */
async function residence(name: string): Promise<unknown> {
  const { data } = JSON.parse(
    await ask(`{ model(name: "${name}") { residence { worker part device state } } }`),
  );
  return data.model.residence;
}

function everyPart(state: string) {
  return ['CODEC', 'GENERATOR'].map(part => ({ worker: 'local', part, device: 'cpu', state }));
}

function change(what: 'loadModel' | 'unloadModel', model: string) {
  return ask(
    `mutation { ${what}(input: { model: "${model}" }) { __typename ... on Error { message } ... on NotFoundError { suggestions } } }`,
  ).then(text => JSON.parse(text).data[what]);
}

describe('a model', () => {
  it('is loaded from the start when it is the default one, and else when that is asked for', async () => {
    expect(await residence(testModel)).toEqual(everyPart('LOADED'));
    expect(await residence(otherModel)).toEqual(everyPart('UNLOADED'));
    expect(server.inferenceProcessIds).toHaveLength(2);
    expect(await change('loadModel', otherModel)).toEqual({ __typename: 'LoadModelSuccess' });
    await expect.poll(() => residence(otherModel), { timeout: 60_000 }).toEqual(everyPart('LOADED'));
    expect(server.inferenceProcessIds).toHaveLength(4);
  });

  it('gives its memory back when that is asked for, also the default one, and comes back when it is used', async () => {
    const [first] = server.inferenceProcessIds;
    expect(await change('unloadModel', testModel)).toEqual({ __typename: 'UnloadModelSuccess' });
    await expect.poll(() => residence(testModel), { timeout: 60_000 }).toEqual(everyPart('UNLOADED'));
    expect(server.inferenceProcessIds).toHaveLength(2);
    expect(server.inferenceProcessIds).not.toContain(first);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await ask('mutation { generateImage(input: { seed: 3 }) { __typename } }');
    const told = await ask('subscription { generationProgress { ... on GenerationFinished { status } } }');
    expect(told).toContain('SUCCEEDED');
    expect(await residence(testModel)).toContainEqual({
      worker: 'local',
      part: 'GENERATOR',
      device: 'cpu',
      state: 'LOADED',
    });
  });

  it('that is not there cannot be loaded, and those that are there are named', async () => {
    const refused = {
      __typename: 'NotFoundError',
      message: expect.stringContaining('There is no model "absent".'),
      suggestions: [testModel, otherModel],
    };
    expect(await change('loadModel', 'absent')).toEqual(refused);
    expect(await change('unloadModel', 'absent')).toEqual(refused);
  });
});
