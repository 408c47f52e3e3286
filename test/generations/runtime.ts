import { join } from 'node:path';
import { pino } from 'pino';
import { expect, inject } from 'vitest';
import { localViewer } from '../../src/access/viewer.ts';
import type { Database } from '../../src/database/database.ts';
import {
  createGenerations,
  type GenerationsOptions,
  type GenerationsRuntime,
} from '../../src/generations/create-generations.ts';
import type {
  Generation,
  GenerationEvent,
  GenerationId,
  GenerationStatus,
} from '../../src/generations/generation.ts';
import type { Generations } from '../../src/generations/generations.ts';
import type { GenerateRequest } from '../../src/generations/request.ts';
import { readEvents } from '../../src/generations/store/event-store.ts';
import { RunQueue } from '../../src/generations/work/run-queue.ts';
import { PictureProcesses } from '../../src/images/process/picture-processes.ts';
import type { Decoders } from '../../src/inference/codec/codec.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { readPack } from '../../src/inference/packs/installed-packs.ts';
import type { ModelDescription } from '../../src/inference/packs/model-description.ts';
import { startEngine } from '../../src/inference/start-engine.ts';
import { type DatabaseKind, openTestDatabase } from '../setup/test-databases.ts';
import { testModel } from '../setup/test-models.ts';
import { ReplaceableModel } from './replaceable-model.ts';
import { SteppedEngine } from './stepped-engine.ts';

/** Pictures of the test model with everything else left to defaults. */
export const fox: GenerateRequest = {
  operation: 'GENERATE',
  class: { name: 'fox' },
  canvas: { kind: 'default' },
  seed: 7,
};

/** The real engine of the test model. */
export function startTestEngine(): Promise<Engine> {
  return startEngine({ packDir: join(inject('modelsFolder'), testModel), threads: 1 });
}

export async function describeTestModel(): Promise<ModelDescription> {
  const { description } = await readPack(join(inject('modelsFolder'), testModel), 2 ** 30);
  return description;
}

export interface TestRuntime extends GenerationsRuntime {
  /** Those of the local owner. */
  readonly generations: Generations;
  readonly database: Database;
  readonly engine: SteppedEngine;
  readonly models: ReplaceableModel;
  readonly decoders: Decoders;
  readonly processes: PictureProcesses;
}

/** Options that a test may choose. */
export type RuntimeOptions = Partial<
  Omit<GenerationsOptions, 'models' | 'decoders' | 'codecs' | 'serving' | 'generators' | 'processes'>
>;

/**
 * The real thing over a database of its own, or one that is given (which stays open then). The engine is stepped and
 * belongs to the caller; its worker is not started.
 */
export async function createRuntime(
  kind: DatabaseKind,
  inside: Engine,
  options: RuntimeOptions = {},
): Promise<TestRuntime> {
  const engine = new SteppedEngine(inside);
  const models = new ReplaceableModel(await describeTestModel(), engine);
  const processes = new PictureProcesses();
  const database = options.database ?? (await openTestDatabase(kind));
  const runtime = await createGenerations({
    leaseSeconds: 10,
    retrySeconds: 0,
    pollMs: 200,
    // One run of a client at a time, so that what is queued stays there.
    picturesAhead: 1,
    logger: pino({ level: 'silent' }),
    ...options,
    database,
    models,
    decoders: models,
    codecs: models,
    serving: models,
    generators: [models],
    processes,
  });
  const generations = runtime.generationsOf(localViewer.owner);
  return {
    generations,
    generationsOf: (owner, allowance) =>
      owner === localViewer.owner ? generations : runtime.generationsOf(owner, allowance),
    ownerOf: runtime.ownerOf,
    storage: runtime.storage,
    worker: runtime.worker,
    get subscriberCount() {
      return runtime.subscriberCount;
    },
    queuedCount: runtime.queuedCount,
    database,
    engine,
    models,
    decoders: models,
    processes,
    async close() {
      engine.release();
      await runtime.close();
      await processes.close();
      if (options.database === undefined) await database.close();
    },
  };
}

/** Creates one generation. */
export async function createOne(
  generations: Generations,
  request: Partial<GenerateRequest> = {},
): Promise<Generation> {
  const [generation] = await generations.create({ ...fox, ...request });
  if (generation === undefined) throw new Error('nothing was created');
  return generation;
}

/** What a subscriber is told. */
export type Told = { readonly type: 'SNAPSHOT'; readonly generation: Generation } | GenerationEvent;

/**
 * Everything a subscriber is told until the end, without the generations that come with events: how far those are depends on
 * when an event was read.
 */
export async function collect(generations: Generations, id: GenerationId, after?: number): Promise<Told[]> {
  const told: Told[] = [];
  for await (const update of await generations.updates(id, after)) {
    const { generation, ...event } = update;
    expect(generation.id).toBe(id);
    if (event.type === 'SNAPSHOT') told.push({ ...event, generation });
    else {
      expect(generation.revision).toBeGreaterThanOrEqual(event.revision);
      told.push(event);
    }
  }
  return told;
}

/** The generation as it is when it has ended. */
export async function ended(generations: Generations, id: GenerationId): Promise<Generation> {
  await collect(generations, id);
  const generation = await generations.find(id);
  if (generation === null) throw new Error('the generation is gone');
  return generation;
}

/** Resolves when a generation has a status; it must come to it. */
export async function reaches(
  generations: Generations,
  id: GenerationId,
  status: GenerationStatus,
): Promise<Generation> {
  const updates = await generations.updates(id);
  for await (const update of updates) {
    const now = update.type === 'SNAPSHOT' ? update.generation.status : 'status' in update && update.status;
    if (now === status) break;
  }
  const generation = await generations.find(id);
  if (generation?.status !== status) throw new Error(`the generation is ${generation?.status}`);
  return generation;
}

/** The tokens of a generation's finished scales. */
export async function tokensOf(generations: Generations, id: GenerationId): Promise<number[][]> {
  const generation = await generations.find(id);
  return generation === null ? [] : (await generations.scales(generation)).map(scale => [...scale.tokens]);
}

/** One word an event, so that a whole life can be compared: `QUEUED RUNNING 0 1 2 FINISHED:SUCCEEDED`. */
export function story(updates: readonly Told[]): string {
  return updates
    .map(update => {
      if (update.type === 'SNAPSHOT') return `SNAPSHOT@${update.generation.revision}`;
      if (update.type === 'SCALE_FINISHED') return String(update.scaleIndex);
      return update.type === 'FINISHED' ? `FINISHED:${update.status}` : update.status;
    })
    .join(' ');
}

/** Revisions of the events, in the order they came. */
export function revisions(updates: readonly Told[]): number[] {
  return updates.flatMap(update => (update.type === 'SNAPSHOT' ? [] : [update.revision]));
}

/** The events stored so far, without waiting for more. */
export async function eventsSoFar({ database }: TestRuntime, id: GenerationId): Promise<readonly Told[]> {
  return readEvents(database.kysely, id, 0, 1000);
}

/** Gives every claimed run back, as happens to a worker whose lease lapsed. */
export async function takeBackAll({ database }: TestRuntime): Promise<void> {
  const queue = await RunQueue.open(database, {
    leaseSeconds: 10,
    onError: error => {
      throw error;
    },
  });
  await queue.takeBackAll();
  await queue.close();
}
