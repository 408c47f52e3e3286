import { randomUUIDv7 } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { notify } from '../database/notifications.ts';
import type { ModelDescription } from '../inference/packs/model-description.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import { CoalescedTask } from './coalesced-task.ts';
import {
  insertWorker,
  readModels,
  readSheets,
  readWorkers,
  removeDeadWorkers,
  storeHeartbeat,
  type WorkerOffer,
} from './registry-rows.ts';
import type { RegisteredPart } from './residence-row.ts';

/** Notified when workers come or go. */
const channel = 'flexvar_workers';

/** A worker as known to other processes. */
export interface RegisteredWorker {
  readonly id: string;
  /** Address of its decoding service, such as `http://10.0.0.7:4000`. */
  readonly address: string;
  readonly devices: readonly string[];
  /** Digests of the models it serves. */
  readonly digests: ReadonlySet<ModelDigest>;
  /** Which parts of them are loaded, as of its last heartbeat. */
  readonly parts: readonly RegisteredPart[];
}

export interface RegistryOptions {
  readonly database: Database;
  readonly logger: Logger;
  /** Seconds without a heartbeat after which a worker counts as gone. @default 10 */
  readonly silenceSeconds?: number;
}

/** Heartbeats per time-out. */
const beatsPerSilence = 5;

/**
 * Registry of the workers on one database and the models they serve. The last state read is kept in memory, so lookups
 * are free but may be some seconds old.
 */
export class WorkerRegistry {
  readonly #options: RegistryOptions;
  readonly #silenceSeconds: number;
  #own: { readonly id: string; readonly offer: WorkerOffer } | null = null;
  #workers: readonly RegisteredWorker[] = [];
  #models: ReadonlyMap<ModelDigest, ModelDescription> = new Map();
  #lastServed: ReadonlyMap<string, number> = new Map();
  #secret = '';
  #timer: NodeJS.Timeout | undefined;
  readonly #refreshes = new CoalescedTask(() => this.#refresh());
  #stopListening: () => Promise<void> = async () => {};

  private constructor(options: RegistryOptions) {
    this.#options = options;
    this.#silenceSeconds = options.silenceSeconds ?? 10;
  }

  static async open(options: RegistryOptions): Promise<WorkerRegistry> {
    const registry = new WorkerRegistry(options);
    const { kysely, notifications } = options.database;
    const { value } = await kysely
      .selectFrom('secrets')
      .select('value')
      .where('name', '=', 'fleet')
      .executeTakeFirstOrThrow();
    registry.#secret = value;
    registry.#stopListening = await notifications.listen(
      channel,
      () => void registry.#refreshes.request(),
      () => void registry.#refreshes.request(),
    );
    await registry.#read();
    registry.#timer = setInterval(
      () => void registry.#beat(),
      (registry.#silenceSeconds * 1000) / beatsPerSilence,
    );
    registry.#timer.unref();
    return registry;
  }

  /** Live workers, most recently started first. */
  get workers(): readonly RegisteredWorker[] {
    return this.#workers;
  }

  /** Every model ever served, by digest, most recently registered first. */
  get models(): ReadonlyMap<ModelDigest, ModelDescription> {
    return this.#models;
  }

  /** The secret by which processes on this database authenticate each other. */
  get secret(): string {
    return this.#secret;
  }

  /** Workers currently serving a model. */
  serving(digest: ModelDigest): readonly RegisteredWorker[] {
    return this.#workers.filter(worker => worker.digests.has(digest));
  }

  /** Number of workers currently serving a model. */
  count(digest: ModelDigest): number {
    return this.serving(digest).length;
  }

  /** Seconds since a model was last served; 0 while it is served, infinite if it never was. */
  unservedSeconds(digest: ModelDigest): number {
    if (this.serving(digest).length > 0) return 0;
    const last = this.#lastServed.get(digest);
    return last === undefined ? Number.POSITIVE_INFINITY : Math.max(0, (Date.now() - last) / 1000);
  }

  /** Registers this process until the registry is closed. */
  async register(offer: WorkerOffer): Promise<void> {
    const { kysely } = this.#options.database;
    const id = randomUUIDv7();
    const sheets = await readSheets(offer);
    await kysely.transaction().execute(async transaction => {
      await insertWorker(transaction, id, offer, sheets);
      await notify(transaction, channel, ['']);
    });
    this.#own = { id, offer };
    await this.#read();
  }

  /** Deregisters this process, so that others stop relying on it at once. */
  async withdraw(): Promise<void> {
    if (this.#own === null) return;
    const { kysely } = this.#options.database;
    const { id } = this.#own;
    this.#own = null;
    await kysely.transaction().execute(async transaction => {
      await transaction.deleteFrom('workers').where('id', '=', id).execute();
      await notify(transaction, channel, ['']);
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#stopListening();
    await this.#refreshes.close();
    // If the database is unreachable, the missing heartbeats have the same effect.
    await this.withdraw().catch(error =>
      this.#options.logger.warn({ err: error }, 'cannot deregister the worker'),
    );
  }

  async #beat(): Promise<void> {
    const { kysely } = this.#options.database;
    try {
      const own = this.#own;
      const isRegistered = own === null || (await storeHeartbeat(kysely, own.id, own.offer));
      // It may have been withdrawn meanwhile.
      if (!isRegistered && this.#own !== null) await this.register(this.#own.offer);
      await removeDeadWorkers(kysely);
    } catch (error) {
      this.#options.logger.debug({ err: error }, "cannot send the worker's heartbeat");
    }
    await this.#refreshes.request();
  }

  async #refresh(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      this.#options.logger.debug(
        { err: error },
        'cannot read the worker registry; using the last known state',
      );
    }
  }

  async #read(): Promise<void> {
    const { kysely } = this.#options.database;
    const rows = await readWorkers(kysely);
    const lastServed = new Map(this.#lastServed);
    for (const { digests, silentSeconds } of rows)
      for (const digest of digests)
        lastServed.set(digest, Math.max(lastServed.get(digest) ?? 0, Date.now() - silentSeconds * 1000));
    this.#lastServed = lastServed;
    this.#workers = rows
      .filter(({ silentSeconds }) => silentSeconds < this.#silenceSeconds)
      .map(({ id, address, devices, digests, parts }) => {
        // The state of this process itself is known at any time.
        const own = this.#own?.id === id ? this.#own.offer : null;
        return {
          id,
          address,
          devices,
          digests: new Set(digests),
          get parts() {
            return own === null ? parts : own.parts();
          },
        };
      });
    this.#models = await readModels(kysely);
  }
}
