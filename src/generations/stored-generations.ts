import type { Database } from '../database/database.ts';
import type { Models } from '../inference/models.ts';
import type { BatchQueue } from './batch-queue.ts';
import { IdempotencyConflictError, NotFoundError, QueueFullError } from './errors.ts';
import type { EventFeed } from './event-feed.ts';
import type { BatchId, Generation, GenerationId, GenerationStatus, StoredScale } from './generation.ts';
import {
  countQueued,
  findBatch,
  findGeneration,
  findKeyedBatch,
  findScales,
  insertBatch,
  type KeyedBatch,
  listGenerations,
  lockCreation,
  requestCancel,
} from './generation-store.ts';
import type { GenerationUpdates } from './generation-updates.ts';
import type { GenerationPage, Generations, QueuePlacement } from './generations.ts';
import { isUuid } from './identifiers.ts';
import { checkIdempotencyKey, planRequest } from './plan-request.ts';
import { findQueuePlacement } from './queue-placement.ts';
import type { GenerationRequest } from './request.ts';
import { requestDigest } from './request-digest.ts';
import { openUpdates } from './updates.ts';

export interface StoredGenerationsOptions {
  readonly database: Database;
  readonly queue: BatchQueue;
  readonly feed: EventFeed;
  readonly models: Models;
  readonly queueLimit: number;
  readonly picturesPerRequest: number;
}

/** Generations in the database. Holds no state of its own: any number of processes may do this at once. */
export class StoredGenerations implements Generations {
  readonly #options: StoredGenerationsOptions;

  constructor(options: StoredGenerationsOptions) {
    this.#options = options;
  }

  async create(request: GenerationRequest): Promise<readonly Generation[]> {
    const { database, models, queue, queueLimit, picturesPerRequest } = this.#options;
    const { kysely } = database;
    const { idempotencyKey } = request;
    checkIdempotencyKey(idempotencyKey);
    const digest = requestDigest(request);
    // Before the request is checked: what was accepted once is found again, even when its model is gone.
    const earlier = idempotencyKey === undefined ? undefined : await findKeyedBatch(kysely, idempotencyKey);
    if (earlier !== undefined) return findBatch(kysely, sameRequest(earlier, digest, idempotencyKey));
    const planned = planRequest(request, models, picturesPerRequest);
    const batchId = await kysely.transaction().execute(async transaction => {
      await lockCreation(transaction);
      const concurrent =
        idempotencyKey === undefined ? undefined : await findKeyedBatch(transaction, idempotencyKey);
      if (concurrent !== undefined) return sameRequest(concurrent, digest, idempotencyKey);
      const queued = await countQueued(transaction);
      if (queued + planned.recipes.length > queueLimit) throw new QueueFullError(queueLimit);
      const inserted = await insertBatch(transaction, planned, { digest, idempotencyKey });
      await queue.enqueue(transaction, inserted);
      return inserted;
    });
    return findBatch(kysely, batchId);
  }

  async find(id: GenerationId): Promise<Generation | null> {
    return isUuid(id) ? findGeneration(this.#options.database.kysely, id) : null;
  }

  async newest(): Promise<Generation | null> {
    const [generation] = await listGenerations(this.#options.database.kysely, { limit: 1 });
    return generation ?? null;
  }

  async list(page: {
    first: number;
    after?: GenerationId;
    status?: readonly GenerationStatus[];
  }): Promise<GenerationPage> {
    const { first, after, status } = page;
    if (after !== undefined && !isUuid(after)) return { generations: [], hasMore: false };
    // One more than asked for tells whether there are more.
    const found = await listGenerations(this.#options.database.kysely, { limit: first + 1, after, status });
    return { generations: found.slice(0, first), hasMore: found.length > first };
  }

  async scales(id: GenerationId): Promise<readonly StoredScale[]> {
    return isUuid(id) ? findScales(this.#options.database.kysely, id) : [];
  }

  async scale(id: GenerationId, index: number): Promise<StoredScale | null> {
    if (!isUuid(id) || !Number.isInteger(index) || index < 0 || index > 0x7fff_ffff) return null;
    const [scale] = await findScales(this.#options.database.kysely, id, index);
    return scale ?? null;
  }

  async queuePlacement(id: GenerationId): Promise<QueuePlacement | null> {
    return isUuid(id) ? findQueuePlacement(this.#options.database.kysely, id) : null;
  }

  async cancel(id: GenerationId): Promise<Generation> {
    const { kysely } = this.#options.database;
    const generation = isUuid(id)
      ? await kysely.transaction().execute(transaction => requestCancel(transaction, id))
      : null;
    if (generation === null) throw new NotFoundError('generation', id);
    return generation;
  }

  async updates(id: GenerationId, after?: number): Promise<GenerationUpdates> {
    if (!isUuid(id)) throw new NotFoundError('generation', id);
    return openUpdates(this.#options.database.kysely, this.#options.feed, id, after);
  }
}

function sameRequest(earlier: KeyedBatch, digest: string, idempotencyKey: string | undefined): BatchId {
  if (earlier.requestDigest !== digest) throw new IdempotencyConflictError(idempotencyKey ?? '');
  return earlier.id;
}
