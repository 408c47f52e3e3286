import type { Transaction } from 'kysely';
import type { CreationAllowance } from '../access/limits/allowances.ts';
import { localViewer, type OwnerId } from '../access/viewer.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import type { Asker } from '../fairness/asker.ts';
import { type Client, ownWork } from '../fairness/client.ts';
import type { StoredPicture } from '../images/canvas/stored-picture.ts';
import type { PictureProcesses } from '../images/process/picture-processes.ts';
import type { Decoders } from '../inference/codec/codec.ts';
import type { ModelDescription, Models } from '../inference/packs/model-description.ts';
import { IdempotencyConflictError, ModelUnavailableError, NotFoundError, QueueFullError } from './errors.ts';
import {
  type BatchId,
  type Generation,
  type GenerationId,
  isTerminal,
  type Lineage,
  type StoredScale,
} from './generation.ts';
import type { GenerationPage, Generations, PageOfOwn, QueuePlacement } from './generations.ts';
import type { GenerationsObserver } from './generations-observer.ts';
import { checkIdempotencyKey } from './idempotency-key.ts';
import { isUuid } from './identifiers.ts';
import type { PlannedRequest } from './plan/planned-request.ts';
import { RequestPlanner } from './plan/request-planner.ts';
import type { GenerationRequest } from './request.ts';
import { requestDigest } from './request-digest.ts';
import type { ServingWorkers } from './serving-workers.ts';
import { findBatch } from './store/generation-queries.ts';
import type { GenerationReads } from './store/generation-reads.ts';
import {
  countQueued,
  findKeyedBatch,
  insertBatch,
  type KeyedBatch,
  lockCreation,
  lockGeneration,
  requestCancel,
} from './store/generation-store.ts';
import { findPicture } from './store/picture-store.ts';
import { acceptScale, holdAfterScale, resumeHeld, type Steered } from './store/steering-store.ts';
import type { EventFeed } from './watch/event-feed.ts';
import type { GenerationUpdates } from './watch/generation-updates.ts';
import { openUpdates } from './watch/updates.ts';
import type { RunQueue } from './work/run-queue.ts';

export interface StoredGenerationsOptions {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly reads: GenerationReads;
  readonly feed: EventFeed;
  readonly models: Models;
  readonly decoders: Decoders;
  readonly serving: ServingWorkers;
  /** Seconds without a worker after which requests for a model are refused. */
  readonly unavailableSeconds: number;
  readonly processes: PictureProcesses;
  readonly queueLimit: number;
  readonly picturesPerRequest: number;
  readonly observer: GenerationsObserver;
}

/** An owner's generations in the database. Stateless, so any number of processes can run it concurrently. */
export class StoredGenerations implements Generations {
  readonly #options: StoredGenerationsOptions;
  readonly #reads: GenerationReads;
  readonly #planner: RequestPlanner;
  readonly #owner: OwnerId;
  readonly #allowance: CreationAllowance | null;

  /** @param allowance what may be created; null: anything. */
  constructor(options: StoredGenerationsOptions, owner: OwnerId, allowance: CreationAllowance | null) {
    this.#options = options;
    this.#owner = owner;
    this.#allowance = allowance;
    this.#reads = options.reads;
    const { models, decoders, processes, picturesPerRequest } = options;
    this.#planner = new RequestPlanner({
      generations: this,
      models,
      decoders,
      processes,
      picturesPerRequest,
    });
  }

  plan(request: GenerationRequest, asker: Asker = { client: ownWork }): Promise<PlannedRequest> {
    return this.#planner.plan(request, asker);
  }

  async picture(digest: string): Promise<StoredPicture> {
    return findPicture(this.#options.database.kysely, this.#owner, digest);
  }

  async create(request: GenerationRequest, asker?: Asker): Promise<readonly Generation[]> {
    const { database, queue } = this.#options;
    const { kysely } = database;
    const { idempotencyKey } = request;
    const digest = requestDigest(request);
    checkIdempotencyKey(idempotencyKey);
    // Before validation: an accepted request is found again even if its model is gone.
    const owner = this.#owner;
    const earlier =
      idempotencyKey === undefined ? undefined : await findKeyedBatch(kysely, owner, idempotencyKey);
    if (earlier !== undefined) return findBatch(kysely, sameRequest(earlier, digest, idempotencyKey));
    const planned = await this.plan(request, asker);
    this.#checkServed(planned.model);
    await queue.prepare(planned.model.digest);
    // Stored rows are read in the same transaction: the response must not depend on a second connection.
    return kysely.transaction().execute(async transaction => {
      await lockCreation(transaction, owner);
      const concurrent =
        idempotencyKey === undefined ? undefined : await findKeyedBatch(transaction, owner, idempotencyKey);
      if (concurrent !== undefined)
        return findBatch(transaction, sameRequest(concurrent, digest, idempotencyKey));
      await this.#checkRoom(transaction, planned.recipes.length);
      await this.#allowance?.usePixels(transaction, pixelsOf(planned));
      const share = shareOf(owner, asker?.client ?? ownWork);
      const inserted = await insertBatch(transaction, planned, { owner, share, digest, idempotencyKey });
      await queue.enqueue(transaction, inserted.runId, planned.model.digest);
      return findBatch(transaction, inserted.batchId);
    });
  }

  async find(id: GenerationId): Promise<Generation | null> {
    const generation = await this.#reads.find(id);
    return generation?.owner === this.#owner ? generation : null;
  }

  newest(): Promise<Generation | null> {
    return this.#reads.newest(this.#owner);
  }

  list(page: PageOfOwn): Promise<GenerationPage> {
    return this.#reads.list(this.#owner, page);
  }

  parent(of: Lineage): Promise<Generation> {
    return this.#reads.parent(of);
  }

  branches(of: Generation, page: { first: number; after?: GenerationId }): Promise<GenerationPage> {
    return this.#reads.branches(of, page);
  }

  scales(of: Generation): Promise<readonly StoredScale[]> {
    return this.#reads.scales(of);
  }

  scale(of: Generation, index: number): Promise<StoredScale | null> {
    return this.#reads.scale(of, index);
  }

  queued(): Promise<number> {
    return countQueued(this.#options.database.kysely, this.#owner);
  }

  async queuePlacement(of: Generation): Promise<QueuePlacement | null> {
    const placement = await this.#reads.queuePlacement(of);
    if (placement === null) return null;
    const { position, msAhead } = placement;
    const workers = this.#options.serving.count(of.modelDigest);
    return {
      position,
      estimatedSeconds: msAhead === null ? null : msAhead / 1000 / Math.max(1, workers),
      workers,
    };
  }

  async cancel(id: GenerationId): Promise<Generation> {
    const { kysely } = this.#options.database;
    const canceled = isUuid(id)
      ? await kysely.transaction().execute(transaction => requestCancel(transaction, this.#owner, id))
      : null;
    if (canceled === null) throw new NotFoundError('generation', id);
    return this.#afterEnd(canceled.before, canceled.after);
  }

  accept(id: GenerationId, scale: number): Promise<Generation> {
    return this.#steer(id, (transaction, generation) => acceptScale(transaction, generation, scale));
  }

  hold(id: GenerationId, scale?: number): Promise<Generation> {
    return this.#steer(id, async (transaction, generation) => ({
      generation: await holdAfterScale(transaction, generation, scale),
      run: null,
    }));
  }

  resume(id: GenerationId, holdAtScale?: number): Promise<Generation> {
    return this.#steer(id, (transaction, generation) => resumeHeld(transaction, generation, holdAtScale));
  }

  /** Changes one generation and queues its run if it continues. */
  async #steer(
    id: GenerationId,
    change: (transaction: Transaction<Tables>, generation: Generation) => Promise<Steered>,
  ): Promise<Generation> {
    if (!isUuid(id)) throw new NotFoundError('generation', id);
    const { database, queue } = this.#options;
    const known = await this.find(id);
    if (known === null) throw new NotFoundError('generation', id);
    await queue.prepare(known.modelDigest);
    const { before, after } = await database.kysely.transaction().execute(async transaction => {
      // Always before a generation is locked, to prevent deadlocks.
      await lockCreation(transaction, this.#owner);
      const before = await lockGeneration(transaction, this.#owner, id);
      if (before === null) throw new NotFoundError('generation', id);
      const { generation, run } = await change(transaction, before);
      if (run !== null) {
        await this.#checkRoom(transaction, 0);
        await queue.enqueue(transaction, run, generation.modelDigest);
      }
      return { before, after: generation };
    });
    return this.#afterEnd(before, after);
  }

  /** If it was the last picture of a queued run, the run has nothing left to do. */
  async #afterEnd(before: Generation, after: Generation): Promise<Generation> {
    if (!isTerminal(after.status)) return after;
    if (!isTerminal(before.status)) this.#options.observer.ended(after.model, after.status);
    // A worker finishes an empty run at once, so a failure here must not hide the stored result.
    await this.#options.queue.discard([after.runId]).catch(() => {});
    return after;
  }

  /** @throws ModelUnavailableError if no worker has served it for a while. */
  #checkServed({ config, digest }: ModelDescription): void {
    const { serving, unavailableSeconds } = this.#options;
    if (serving.unservedSeconds(digest) > unavailableSeconds) throw new ModelUnavailableError(config.name);
  }

  /** @throws QueueFullError if the pictures exceed the queue limit of the owner, or of the client. */
  async #checkRoom(transaction: Transaction<Tables>, pictures: number): Promise<void> {
    const queueLimit = Math.min(
      this.#options.queueLimit,
      this.#allowance?.pictures ?? Number.POSITIVE_INFINITY,
    );
    if ((await countQueued(transaction, this.#owner)) + pictures > queueLimit)
      throw new QueueFullError(queueLimit);
  }

  async updates(id: GenerationId, after?: number): Promise<GenerationUpdates> {
    if (!isUuid(id)) throw new NotFoundError('generation', id);
    return openUpdates(this, this.#options.feed, id, after);
  }
}

/** Pixels of all its pictures, at full size. */
function pixelsOf({ plan, recipes }: PlannedRequest): number {
  const last = plan.at(-1);
  return last === undefined ? 0 : last.width * last.height * recipes.length;
}

/** Whose share of the devices is used: without authentication everybody is one owner, so that of the client's address. */
function shareOf(owner: OwnerId, client: Client): string {
  return owner === localViewer.owner ? client.address : owner;
}

function sameRequest(earlier: KeyedBatch, digest: string, idempotencyKey: string | undefined): BatchId {
  if (earlier.requestDigest !== digest) throw new IdempotencyConflictError(idempotencyKey ?? '');
  return earlier.id;
}
