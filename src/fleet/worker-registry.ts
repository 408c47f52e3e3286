import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { notify } from '../database/notifications.ts';
import type { ModelDescription } from '../inference/packs/model-description.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import type { InstalledPart } from '../inference/residence/installed-models.ts';
import { descriptionOf, toDescriptionJson } from './description-row.ts';
import { partsOf, type RegisteredPart, toPartsJson } from './residence-row.ts';

/** Told when workers come or go. */
const channel = 'flexvar_workers';

/** A process that computes, as the others know it. */
export interface RegisteredWorker {
  readonly id: string;
  /** Where it decodes for others, such as `http://10.0.0.7:4000`. */
  readonly address: string;
  readonly devices: readonly string[];
  /** Digests of the models it serves. */
  readonly digests: ReadonlySet<ModelDigest>;
  /** What of them is loaded, as it said last. */
  readonly parts: readonly RegisteredPart[];
}

/** What a process that computes says of itself. */
export interface WorkerOffer {
  readonly address: string;
  readonly devices: readonly string[];
  readonly models: readonly ModelDescription[];
  /** What of them is loaded now. */
  readonly parts: () => readonly InstalledPart[];
}

export interface RegistryOptions {
  readonly database: Database;
  readonly logger: Logger;
  /** Seconds after which a worker that says nothing is not counted on any more. @default 10 */
  readonly silenceSeconds?: number;
}

/** Workers say that they live this many times in the time after which they count as gone. */
const beatsPerSilence = 5;

/**
 * Which workers serve which models, as all processes on one database know it. What was read last is kept in memory: questions
 * cost nothing, and their answers may be some seconds old.
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
  #reading: Promise<void> | null = null;
  #readAgain = false;
  #closed = false;
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
      () => void registry.#refresh(),
      () => void registry.#refresh(),
    );
    await registry.#read();
    registry.#timer = setInterval(
      () => void registry.#beat(),
      (registry.#silenceSeconds * 1000) / beatsPerSilence,
    );
    registry.#timer.unref();
    return registry;
  }

  /** Workers that live, those that were started last first. */
  get workers(): readonly RegisteredWorker[] {
    return this.#workers;
  }

  /** Every model that was ever served, by digest, those that were registered last first. */
  get models(): ReadonlyMap<ModelDigest, ModelDescription> {
    return this.#models;
  }

  /** What processes on this database prove to each other that they are. */
  get secret(): string {
    return this.#secret;
  }

  /** Workers that serve a model now. */
  serving(digest: ModelDigest): readonly RegisteredWorker[] {
    return this.#workers.filter(worker => worker.digests.has(digest));
  }

  /** How many workers serve a model now. */
  count(digest: ModelDigest): number {
    return this.serving(digest).length;
  }

  /** Seconds for which nobody has served a model; 0 while somebody does, infinite when nobody is known to have. */
  unservedSeconds(digest: ModelDigest): number {
    if (this.serving(digest).length > 0) return 0;
    const last = this.#lastServed.get(digest);
    return last === undefined ? Number.POSITIVE_INFINITY : Math.max(0, (Date.now() - last) / 1000);
  }

  /** Makes known what this process serves, until the registry is closed. */
  async register(offer: WorkerOffer): Promise<void> {
    const { kysely } = this.#options.database;
    const id = randomUUIDv7();
    const sheets = await Promise.all(
      offer.models.map(async ({ contactSheet }) => (contactSheet === undefined ? null : contactSheet())),
    );
    await kysely.transaction().execute(async transaction => {
      for (const [place, model] of offer.models.entries()) {
        const description = toDescriptionJson(model);
        const sheet = sheets[place] ?? null;
        await transaction
          .insertInto('models')
          .values({ digest: model.digest, name: model.config.name, description, contact_sheet: sheet })
          .onConflict(conflict =>
            conflict.column('digest').doUpdateSet({
              name: model.config.name,
              description,
              contact_sheet: sheet,
              registered_at: sql`now()`,
            }),
          )
          .execute();
      }
      await transaction
        .insertInto('workers')
        .values({
          id,
          address: offer.address,
          devices: JSON.stringify(offer.devices),
          parts: toPartsJson(offer.parts()),
        })
        .execute();
      await transaction
        .insertInto('worker_models')
        .values(offer.models.map(({ digest }) => ({ worker_id: id, digest })))
        .execute();
      await notify(transaction, channel, ['']);
    });
    this.#own = { id, offer };
    await this.#read();
  }

  /** Takes this process back, so that the others stop counting on it at once. */
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
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#stopListening();
    await this.#reading?.catch(() => {});
    // A database that is away sees for itself that this process says nothing more.
    await this.withdraw().catch(error =>
      this.#options.logger.warn({ err: error }, 'the worker could not sign off'),
    );
  }

  async #beat(): Promise<void> {
    const { kysely } = this.#options.database;
    try {
      if (this.#own !== null) {
        const { numUpdatedRows } = await kysely
          .updateTable('workers')
          .set({ seen_at: sql`now()`, parts: toPartsJson(this.#own.offer.parts()) })
          .where('id', '=', this.#own.id)
          .executeTakeFirst();
        // It was silent for so long that the others have cleared it away.
        if (numUpdatedRows === 0n && this.#own !== null) await this.register(this.#own.offer);
      }
      // What a dead process left; anybody may do it, and nothing depends on when.
      await kysely
        .deleteFrom('workers')
        .where('seen_at', '<', sql<Date>`now() - make_interval(hours => 1)`)
        .execute();
    } catch (error) {
      this.#options.logger.debug({ err: error }, 'the worker could not say that it lives');
    }
    await this.#refresh();
  }

  /** Reads again; what is notified of while it reads is read after that. */
  async #refresh(): Promise<void> {
    if (this.#closed) return;
    if (this.#reading !== null) {
      this.#readAgain = true;
      return;
    }
    do {
      this.#readAgain = false;
      this.#reading = this.#read();
      try {
        await this.#reading;
      } catch (error) {
        this.#options.logger.debug(
          { err: error },
          'the workers could not be read; what was known before counts',
        );
      }
      this.#reading = null;
    } while (this.#readAgain && !this.#closed);
  }

  async #read(): Promise<void> {
    const { kysely } = this.#options.database;
    const { rows } = await sql<{
      id: string;
      address: string;
      devices: readonly string[];
      parts: unknown;
      digests: readonly ModelDigest[];
      silentSeconds: number;
    }>`
      select id, address, devices, parts, array_agg(digest) as digests,
        extract(epoch from now() - seen_at)::double precision as "silentSeconds"
      from workers join worker_models on worker_id = id
      group by id order by started_at desc, id desc`.execute(kysely);
    const lastServed = new Map(this.#lastServed);
    for (const { digests, silentSeconds } of rows)
      for (const digest of digests)
        lastServed.set(digest, Math.max(lastServed.get(digest) ?? 0, Date.now() - silentSeconds * 1000));
    this.#lastServed = lastServed;
    this.#workers = rows
      .filter(({ silentSeconds }) => silentSeconds < this.#silenceSeconds)
      .map(({ digests, parts, id, address, devices }) => {
        // What this process has loaded it knows without asking.
        const known = partsOf(parts);
        const own = this.#own?.id === id ? this.#own.offer : null;
        return {
          id,
          address,
          devices,
          digests: new Set(digests),
          get parts() {
            return own === null ? known : own.parts();
          },
        };
      });
    await this.#readModels();
  }

  async #readModels(): Promise<void> {
    const { kysely } = this.#options.database;
    const rows = await kysely
      .selectFrom('models')
      .select([
        'digest',
        'description',
        'registered_at',
        sql<boolean>`contact_sheet is not null`.as('has_sheet'),
      ])
      .orderBy('registered_at', 'desc')
      .execute();
    this.#models = new Map(
      rows.flatMap(({ digest: text, description, has_sheet }) => {
        const digest = text as ModelDigest;
        const known = descriptionOf(digest, description, has_sheet ? () => this.#sheet(digest) : null);
        return known === null ? [] : [[digest, known] as const];
      }),
    );
  }

  async #sheet(digest: ModelDigest): Promise<Uint8Array> {
    const { contact_sheet } = await this.#options.database.kysely
      .selectFrom('models')
      .select('contact_sheet')
      .where('digest', '=', digest)
      .executeTakeFirstOrThrow();
    if (contact_sheet === null) throw new Error(`The model ${digest} has no contact sheet any more.`);
    return contact_sheet;
  }
}
