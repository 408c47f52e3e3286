import { pino } from 'pino';
import { localViewer } from '../../src/access/viewer.ts';
import { FolderInUseError } from '../../src/database/embedded/folder-lock.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { createGenerations } from '../../src/generations/create-generations.ts';
import type { GenerationId, GenerationStatus, GenerationUpdate } from '../../src/generations/generation.ts';
import type { GenerationRequest } from '../../src/generations/request.ts';
import { PictureProcesses } from '../../src/images/process/picture-processes.ts';
import { readPack } from '../../src/inference/packs/installed-packs.ts';
import { startEngine } from '../../src/inference/start-engine.ts';
import { ReplaceableModel } from './replaceable-model.ts';
import { SteppedEngine } from './stepped-engine.ts';

/** A server process without its HTTP side, to be killed and restarted by tests. It is told what to do by messages. */

export interface ProcessSettings {
  readonly folder: string;
  readonly url?: string;
  readonly packFolder: string;
  /** Scale at which the engine waits for `step`; it runs through when absent. */
  readonly holdAt?: number;
  /** @default 10 */
  readonly leaseSeconds?: number;
  readonly stallSeconds?: number;
}

export type ProcessCommand =
  | { readonly type: 'start'; readonly settings: ProcessSettings }
  | { readonly type: 'create'; readonly request: GenerationRequest }
  | { readonly type: 'resume'; readonly id: GenerationId }
  | { readonly type: 'accept'; readonly id: GenerationId; readonly scale: number }
  | { readonly type: 'follow'; readonly id: GenerationId; readonly after: number }
  | { readonly type: 'scales'; readonly id: GenerationId }
  | { readonly type: 'step' };

export type ProcessMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'inUse'; readonly message: string; readonly pid: number | null }
  | { readonly type: 'stopping' }
  | { readonly type: 'created'; readonly ids: readonly GenerationId[] }
  | { readonly type: 'steered'; readonly status: GenerationStatus }
  | { readonly type: 'held'; readonly index: number }
  | { readonly type: 'update'; readonly update: GenerationUpdate }
  | { readonly type: 'ended' }
  | { readonly type: 'scales'; readonly tokens: readonly (readonly number[])[] };

function send(message: ProcessMessage): void {
  process.send?.(message);
}

async function start(settings: ProcessSettings): Promise<void> {
  const { folder, url, packFolder, holdAt } = settings;
  const starting = startEngine({ packDir: packFolder, threads: 1 });
  const database = await openDatabase({ folder, url }).catch((error: unknown) => {
    if (!(error instanceof FolderInUseError)) throw error;
    send({ type: 'inUse', message: error.message, pid: error.pid });
    return null;
  });
  if (database === null) process.exit();
  const engine = new SteppedEngine(await starting);
  const { description } = await readPack(packFolder, 2 ** 30);
  const models = new ReplaceableModel(description, engine);
  const logger = pino({ level: 'warn' }, pino.destination(2));
  const processes = new PictureProcesses();
  const runtime = await createGenerations({
    database,
    models,
    decoders: models,
    codecs: models,
    serving: models,
    generators: [models],
    processes,
    logger,
    leaseSeconds: settings.leaseSeconds ?? 10,
    ...(settings.stallSeconds !== undefined && { stallSeconds: settings.stallSeconds }),
    pollMs: 200,
    // One run of a client at a time, so that what is held is the first one's.
    picturesAhead: 1,
  });
  const generations = runtime.generationsOf(localViewer.owner);
  if (holdAt !== undefined) void holdEngine(engine, holdAt);

  process.on('message', async (command: ProcessCommand) => {
    if (command.type === 'create') {
      const created = await generations.create(command.request);
      send({ type: 'created', ids: created.map(({ id }) => id) });
    } else if (command.type === 'resume') {
      send({ type: 'steered', status: (await generations.resume(command.id)).status });
    } else if (command.type === 'accept') {
      send({ type: 'steered', status: (await generations.accept(command.id, command.scale)).status });
    } else if (command.type === 'follow') {
      for await (const update of await generations.updates(command.id, command.after))
        send({ type: 'update', update });
      send({ type: 'ended' });
    } else if (command.type === 'scales') {
      const generation = await generations.find(command.id);
      const scales = generation === null ? [] : await generations.scales(generation);
      send({ type: 'scales', tokens: scales.map(scale => [...scale.tokens]) });
    } else if (command.type === 'step') engine.release();
  });
  process.once('SIGTERM', async () => {
    const closed = runtime.close();
    send({ type: 'stopping' });
    await closed;
    await processes.close();
    await engine.close();
    await database.close();
    process.disconnect?.();
  });
  await runtime.worker.start();
  send({ type: 'ready' });
}

/** Lets scales pass up to the one to hold at. */
async function holdEngine(engine: SteppedEngine, holdAt: number): Promise<void> {
  engine.hold();
  for (;;) {
    const { index } = await engine.reached();
    if (index >= holdAt) return send({ type: 'held', index });
    engine.step();
  }
}

process.once('message', (command: ProcessCommand) => {
  if (command.type === 'start') void start(command.settings);
});
