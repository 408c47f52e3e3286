import type { Logger } from 'pino';
import type { OwnerId } from '../access/viewer.ts';
import type { Database } from '../database/database.ts';
import type { PictureProcesses } from '../images/process/picture-processes.ts';
import type { Codecs, Decoders } from '../inference/codec/codec.ts';
import type { Generators } from '../inference/generator/generator.ts';
import type { Models } from '../inference/packs/model-description.ts';
import type { Generations } from './generations.ts';
import { type GenerationsObserver, unobserved } from './generations-observer.ts';
import type { ServingWorkers } from './serving-workers.ts';
import { GenerationReads } from './store/generation-reads.ts';
import { countQueued } from './store/generation-store.ts';
import { StoredGenerations } from './stored-generations.ts';
import { EventFeed } from './watch/event-feed.ts';
import { RunQueue } from './work/run-queue.ts';
import { GenerationWorker } from './work/worker.ts';
import { Workers } from './work/workers.ts';

export interface GenerationsOptions {
  readonly database: Database;
  readonly models: Models;
  /** Show pictures. */
  readonly decoders: Decoders;
  /** Encode sources, for the workers. */
  readonly codecs: Codecs;
  readonly serving: ServingWorkers;
  /** Seconds without a worker after which no more is accepted for a model. @default 60 */
  readonly unavailableSeconds?: number;
  /** One entry a device, each with a worker of its own; none where others do the work. */
  readonly generators: readonly Generators[];
  /** Stay open. */
  readonly processes: PictureProcesses;
  readonly logger: Logger;
  /** Told of what happens to generations here. @default nobody */
  readonly observer?: GenerationsObserver;
  /** Pictures of one owner that may wait at once; more are refused. @default 1000 */
  readonly queueLimit?: number;
  /** Pictures one request may ask for. @default 16 */
  readonly picturesPerRequest?: number;
  /**
   * On a server: seconds a worker may stand still before another takes over its run; 10 at least. The run of one whose
   * process died is taken over at once. @default 15
   */
  readonly leaseSeconds?: number;
  /** On a server: seconds that any scale may take before its run is left to other workers. @default 120 */
  readonly stallSeconds?: number;
  /** Attempts without a finished scale after which a run fails. @default 5 */
  readonly attempts?: number;
  /** Seconds before a run whose engine failed is tried again; doubles each time. @default 1 */
  readonly retrySeconds?: number;
  /** Milliseconds between looks at the queue when nobody notifies of new work. @default 2000 */
  readonly pollMs?: number;
  /** Milliseconds that a scale under way may take when the server stops. @default 3000 */
  readonly drainMs?: number;
  /** Milliseconds after which a running picture is canceled at the latest. @default 2000 */
  readonly cancelMs?: number;
}

/** Whether what is asked for can be stored. */
export interface StorageState {
  /** @throws StorageUnavailableError that says why nothing can be stored now. */
  check(): Promise<void>;
  /** What works less well than it should, in a sentence for the operator; null when nothing does. */
  degradation(): string | null;
}

/** The life of generations: what the API calls, and what does the work. */
export interface GenerationsRuntime {
  /** What an owner sees and does. */
  readonly generationsOf: (owner: OwnerId) => Generations;
  readonly storage: StorageState;
  /** Does nothing before it is started. */
  readonly worker: Workers;
  /** Number of open subscriptions. */
  readonly subscriberCount: number;
  /** Number of pictures that wait in the queue. */
  queuedCount(): Promise<number>;
  /** Stops the worker (see there) and ends all subscriptions. The database stays open. */
  close(): Promise<void>;
}

/** Puts the parts together; nothing runs before `worker.start()`. */
export async function createGenerations(options: GenerationsOptions): Promise<GenerationsRuntime> {
  const { database, logger } = options;
  const queue = await RunQueue.open(database, {
    leaseSeconds: options.leaseSeconds ?? 15,
    onError: error => logger.error({ err: error }, 'The queue reports an error'),
  });
  try {
    return await onQueue(queue, options);
  } catch (error) {
    // It has timers of its own, which would go on with statements on a database that its owner closes now.
    await queue.close();
    throw error;
  }
}

async function onQueue(queue: RunQueue, options: GenerationsOptions): Promise<GenerationsRuntime> {
  const { database, models, codecs, generators, processes, logger, observer = unobserved } = options;
  const reads = new GenerationReads(database.kysely);
  const feed = await EventFeed.open(database, reads, logger);
  const settings = {
    database: { ...database, ...database.forWork },
    queue,
    codecs,
    processes,
    logger,
    observer,
    stallSeconds: options.stallSeconds ?? 120,
    attempts: options.attempts ?? 5,
    retrySeconds: options.retrySeconds ?? 1,
    pollMs: options.pollMs ?? 2000,
    drainMs: options.drainMs ?? 3000,
    cancelMs: options.cancelMs ?? 2000,
  };
  const worker = new Workers(
    generators.map(
      device =>
        new GenerationWorker({
          ...settings,
          generators: device,
          logger: logger.child({ device: device.device }),
        }),
    ),
  );
  const stored = {
    database,
    queue,
    reads,
    feed,
    models,
    decoders: options.decoders,
    serving: options.serving,
    unavailableSeconds: options.unavailableSeconds ?? 60,
    processes,
    queueLimit: options.queueLimit ?? 1000,
    picturesPerRequest: options.picturesPerRequest ?? 16,
    observer,
  };
  return {
    generationsOf: owner => new StoredGenerations(stored, owner),
    storage: {
      async check() {
        const failure = database.lastFailure();
        if (failure !== null) throw failure;
        await database.check();
      },
      degradation: () => database.degradation(),
    },
    worker,
    get subscriberCount() {
      return feed.size;
    },
    // Not behind requests: how many wait is asked when there are many, too.
    queuedCount: () => countQueued(database.forWork.kysely),
    async close() {
      await worker.stop();
      await feed.close();
      await queue.close();
    },
  };
}
