import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import type { PictureProcesses } from '../images/process/picture-processes.ts';
import type { Models } from '../inference/packs/models.ts';
import type { Generations } from './generations.ts';
import { GenerationReads } from './store/generation-reads.ts';
import { countQueued } from './store/generation-store.ts';
import { StoredGenerations } from './stored-generations.ts';
import { EventFeed } from './watch/event-feed.ts';
import { RunQueue } from './work/run-queue.ts';
import { GenerationWorker } from './work/worker.ts';

export interface GenerationsOptions {
  readonly database: Database;
  readonly models: Models;
  /** Stay open. */
  readonly processes: PictureProcesses;
  readonly logger: Logger;
  /** Pictures that may wait at once; more are refused. @default 1000 */
  readonly queueLimit?: number;
  /** Pictures one request may ask for. @default 16 */
  readonly picturesPerRequest?: number;
  /** On a server: seconds a worker may be silent before another takes over its run; 10 at least. @default 15 */
  readonly leaseSeconds?: number;
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

/** The life of generations: what the API calls, and what does the work. */
export interface GenerationsRuntime {
  readonly generations: Generations;
  /** Runs in the process that has the engine; a process that only answers requests does not start it. */
  readonly worker: GenerationWorker;
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
  const { database, models, processes, logger } = options;
  const reads = new GenerationReads(database.kysely);
  const feed = await EventFeed.open(database, reads, logger);
  const worker = new GenerationWorker({
    database,
    queue,
    models,
    processes,
    logger,
    attempts: options.attempts ?? 5,
    retrySeconds: options.retrySeconds ?? 1,
    pollMs: options.pollMs ?? 2000,
    drainMs: options.drainMs ?? 3000,
    cancelMs: options.cancelMs ?? 2000,
  });
  const generations = new StoredGenerations({
    database,
    queue,
    reads,
    feed,
    models,
    processes,
    queueLimit: options.queueLimit ?? 1000,
    picturesPerRequest: options.picturesPerRequest ?? 16,
  });
  return {
    generations,
    worker,
    get subscriberCount() {
      return feed.size;
    },
    queuedCount: () => countQueued(database.kysely),
    async close() {
      await worker.stop();
      await feed.close();
      await queue.close();
    },
  };
}
