import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { KyselyPlugin } from 'kysely';
import { pino } from 'pino';
import { localViewer } from '../src/access/viewer.ts';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/database/open-database.ts';
import { createGenerations } from '../src/generations/create-generations.ts';
import type { GenerationId } from '../src/generations/generation.ts';
import type { Generations } from '../src/generations/generations.ts';
import { createHttpServer } from '../src/http/create-http-server.ts';
import { FileCache } from '../src/images/output/file-cache.ts';
import { PictureCache } from '../src/images/output/picture-cache.ts';
import { PictureProcesses } from '../src/images/process/picture-processes.ts';
import { InstalledModels } from '../src/inference/residence/installed-models.ts';
import { localResidences } from '../src/inference/residence/local-residences.ts';
import { type Spread, spread } from './statistics.ts';
import { toldSchema, type Watching } from './watching-client.ts';

/** Milliseconds between looks at the event loop. */
const stallResolution = 1;

const cases: readonly (Omit<Watching, 'url' | 'id'> & { readonly name: string })[] = [
  { name: 'nobody', transport: 'WebSocket', watchers: 0, scaleFields: 'at' },
  { name: '1000, plain', transport: 'WebSocket', watchers: 1000, scaleFields: 'at' },
  {
    name: '1000, scale { digest }',
    transport: 'WebSocket',
    watchers: 1000,
    scaleFields: 'at scale { digest }',
  },
  {
    name: '1000, generation { scales bestScale queue }',
    transport: 'WebSocket',
    watchers: 1000,
    scaleFields:
      'at generation { status scales { digest } bestScale { image { url } } queue { position } } scale { image { url } }',
  },
  {
    name: '50 event streams, 150 aliases of scale',
    transport: 'event stream',
    watchers: 50,
    scaleFields: `at ${Array.from({ length: 150 }, (_, alias) => `s${alias}: scale { digest }`).join(' ')}`,
  },
];

export interface WatchersFigures {
  readonly name: string;
  /** Statements of everything that went on (worker, feed, watchers) by events. */
  readonly statementsPerEvent: number;
  /** Processor time of the server, without that of the models, by events; on a busy machine worth more than the lag. */
  readonly processorMsPerEvent: number;
  /** The same over what it is where nobody watches, by messages, in microseconds; null where nobody watched. */
  readonly processorMicrosPerMessage: number | null;
  /** From an event's time in the database to its arrival, in milliseconds; null where nobody watched. */
  readonly lagMs: Spread | null;
  /** Longest time that the HTTP thread did not come to other work, in milliseconds. */
  readonly longestStallMs: number;
}

/** Measures what watchers of one picture cost: the whole server in this process, the watchers in another. */
export async function benchWatchers(): Promise<readonly WatchersFigures[]> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-bench-'));
  opened.defer(() => rm(folder, { recursive: true }));
  const config = readConfig({ ...process.env, DATA_DIR: folder });
  const logger = pino({ level: 'silent' });
  const database = await openDatabase({ folder: join(folder, 'database'), url: config.DATABASE_URL });
  opened.defer(() => database.close());
  let statements = 0;
  const count: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const models = await InstalledModels.open({
    folder: config.MODELS_DIR,
    defaultModel: config.DEFAULT_MODEL,
    devices: config.DEVICES,
    threads: 1,
    codecThreads: 1,
    memoryBytes: config.ENGINE_MEMORY_MB * 2 ** 20,
    idleSeconds: 0,
    report: () => {},
  });
  opened.defer(() => models.close());
  const processes = new PictureProcesses();
  opened.defer(() => processes.close());
  const runtime = await createGenerations({
    database: { ...database, kysely: database.kysely.withPlugin(count) },
    models,
    decoders: models,
    codecs: models,
    serving: { count: () => 1, unservedSeconds: () => 0 },
    generators: models.generators,
    processes,
    logger,
  });
  opened.defer(() => runtime.close());
  const { generationsOf, ownerOf, storage, worker } = runtime;
  const generations = generationsOf(localViewer.owner);
  const cache = await FileCache.open(join(folder, 'cache'), 2 ** 26);
  const pictures = new PictureCache({ cache, processes, onCacheError: () => {} });
  const http = createHttpServer({
    generationsOf,
    ownerOf,
    storage,
    models,
    decoders: models,
    residences: localResidences(models),
    pictures,
    logger,
  });
  const url = await http.listen(0, 'localhost');
  opened.defer(() => http.close());
  await worker.start();

  const figures: WatchersFigures[] = [];
  for (const { name, ...watching } of cases) {
    const id = await heldGeneration(generations);
    const globalId = Buffer.from(`Generation:${id}`).toString('base64');
    await using watchers = await startWatching({ ...watching, url, id: globalId });
    const before = await generations.find(id);
    const stalls = monitorEventLoopDelay({ resolution: stallResolution });
    stalls.enable();
    statements = 0;
    const processorBefore = process.cpuUsage();
    await generations.resume(id);
    const last = await ended(generations, id);
    const { lags, events: messages } = await watchers.told();
    const { user, system } = process.cpuUsage(processorBefore);
    const events = last - (before?.revision ?? 0);
    stalls.disable();
    const processorMsPerEvent = (user + system) / 1000 / events;
    const unwatched = figures[0]?.processorMsPerEvent ?? 0;
    figures.push({
      name,
      statementsPerEvent: statements / events,
      processorMsPerEvent,
      processorMicrosPerMessage:
        messages === 0 ? null : ((processorMsPerEvent - unwatched) * 1000 * events) / messages,
      lagMs: lags.length === 0 ? null : spread(lags),
      longestStallMs: Math.max(0, stalls.max / 1e6 - stallResolution),
    });
  }
  console.log(watchersTable(figures));
  return figures;
}

/** A table of what was measured. */
function watchersTable(figures: readonly WatchersFigures[]): string {
  const ms = (value: number) => value.toFixed(0).padStart(6);
  return [
    'watchers of one picture: statements and ms of processor time an event, microseconds of it a message, lag in ms (median, p95), longest stall of the HTTP thread in ms',
    ...figures.map(
      ({ name, statementsPerEvent, processorMsPerEvent, processorMicrosPerMessage, lagMs, longestStallMs }) =>
        `  ${name.padEnd(46)}${statementsPerEvent.toFixed(1).padStart(9)}${ms(processorMsPerEvent)}${processorMicrosPerMessage === null ? ' '.repeat(6) : ms(processorMicrosPerMessage)}${lagMs === null ? ' '.repeat(12) : ms(lagMs.median) + ms(lagMs.p95)}${ms(longestStallMs)}`,
    ),
  ].join('\n');
}

async function heldGeneration(generations: Generations): Promise<GenerationId> {
  const [generation] = await generations.create({
    operation: 'GENERATE',
    class: null,
    canvas: { kind: 'default' },
    holdAtScale: 0,
  });
  if (generation === undefined) throw new Error('nothing was created');
  for await (const update of await generations.updates(generation.id))
    if (update.type === 'STATUS_CHANGED' && update.status === 'HELD') break;
  return generation.id;
}

/** @returns the revision of its last event. */
async function ended(generations: Generations, id: GenerationId): Promise<number> {
  for await (const update of await generations.updates(id))
    if (update.type === 'FINISHED') return update.revision;
  throw new Error('the server was closed');
}

async function startWatching(watching: Watching) {
  const client = fork(new URL('watching-client.ts', import.meta.url), [JSON.stringify(watching)]);
  const exited = once(client, 'exit').then(([code]) => {
    throw new Error(`the client of the measurement exited with code ${code}`);
  });
  exited.catch(() => {});
  const answer = () => Promise.race([once(client, 'message'), exited]);
  await answer();
  const told = answer();
  return {
    told: async () => toldSchema.parse((await told)[0]),
    async [Symbol.asyncDispose]() {
      if (client.connected) client.disconnect();
      await exited.catch(() => {});
    },
  };
}
