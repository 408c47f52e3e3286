import type { Logger } from 'pino';
import type { CreationAllowance } from '../access/limits/allowances.ts';
import type { OwnerId } from '../access/viewer.ts';
import type { Database } from '../database/database.ts';
import type { PictureProcesses } from '../images/process/picture-processes.ts';
import type { Codecs, Decoders } from '../inference/codec/codec.ts';
import type { Generators } from '../inference/generator/generator.ts';
import type { Models } from '../inference/packs/model-description.ts';
import { picturesAhead } from '../policy/may-claim.ts';
import type { GenerationId } from './generation.ts';
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

/** Pictures a sole worker claims ahead. */
const picturesAlone = 32;

export interface GenerationsOptions {
  readonly database: Database;
  readonly models: Models;
  /** Decode pictures for viewing. */
  readonly decoders: Decoders;
  /** Encode sources for the workers. */
  readonly codecs: Codecs;
  readonly serving: ServingWorkers;
  /** Seconds without a worker after which requests for a model are refused. @default 60 */
  readonly unavailableSeconds?: number;
  /** One per device, each with its own worker; empty if other processes do the work. */
  readonly generators: readonly Generators[];
  /** Not closed by `close`. */
  readonly processes: PictureProcesses;
  readonly logger: Logger;
  /** Observes what happens to generations in this process. @default none */
  readonly observer?: GenerationsObserver;
  /** Queued pictures allowed per owner; more are refused. @default 1000 */
  readonly queueLimit?: number;
  /** Pictures allowed per request. @default 16 */
  readonly picturesPerRequest?: number;
  /**
   * On a server: seconds a worker may stall before another takes over its run; at least 10. If its process died, the
   * run is taken over at once. @default 15
   */
  readonly leaseSeconds?: number;
  /** On a server: seconds without a finished scale after which a worker's runs are left to others. @default 120 */
  readonly stallSeconds?: number;
  /** Attempts without a finished scale before a run fails. @default 5 */
  readonly attempts?: number;
  /** Seconds before a run is retried after an engine failure; doubles each time. @default 1 */
  readonly retrySeconds?: number;
  /**
   * Pictures of an owner in progress on a device from which on no more of its runs are claimed there. @default 8, or 32
   * on an embedded database
   */
  readonly picturesAhead?: number;
  /** Polling interval of the queue in milliseconds, in the absence of notifications. @default 2000 */
  readonly pollMs?: number;
  /** Milliseconds the current scale may take when the server stops. @default 3000 */
  readonly drainMs?: number;
  /** Maximum milliseconds until a running picture is canceled. @default 2000 */
  readonly cancelMs?: number;
}

/** Whether new work can be stored. */
export interface StorageState {
  /** @throws StorageUnavailableError if nothing can be stored now, with the reason. */
  check(): Promise<void>;
  /** A degraded condition, as a sentence for the operator; null if there is none. */
  degradation(): string | null;
}

/** The generations API and the workers behind it. */
export interface GenerationsRuntime {
  /** The generations as seen by one owner. @param allowance what may be created; anything if absent. */
  readonly generationsOf: (owner: OwnerId, allowance?: CreationAllowance | null) => Generations;
  /** The owner of a generation; null if it does not exist. */
  readonly ownerOf: (id: GenerationId) => Promise<OwnerId | null>;
  readonly storage: StorageState;
  /** Idle until started. */
  readonly worker: Workers;
  /** Number of open subscriptions. */
  readonly subscriberCount: number;
  /** Number of queued pictures. */
  queuedCount(): Promise<number>;
  /** Stops the worker (see `Worker.stop`) and ends all subscriptions. The database stays open. */
  close(): Promise<void>;
}

/** Assembles the parts; nothing runs before `worker.start()`. */
export async function createGenerations(options: GenerationsOptions): Promise<GenerationsRuntime> {
  const { database, logger } = options;
  const queue = await RunQueue.open(database, {
    leaseSeconds: options.leaseSeconds ?? 15,
    onError: error => logger.error({ err: error }, 'queue error'),
  });
  try {
    return await onQueue(queue, options);
  } catch (error) {
    // pg-boss has its own timers, which would keep querying a database that is about to be closed.
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
    // With one worker there is nobody to leave work to.
    picturesAhead: options.picturesAhead ?? (database.kind === 'embedded' ? picturesAlone : picturesAhead),
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
    generationsOf: (owner, allowance = null) => new StoredGenerations(stored, owner, allowance),
    ownerOf: async id => (await reads.find(id))?.owner ?? null,
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
