import type { Asker } from '../fairness/asker.ts';
import type { StoredPicture } from '../images/canvas/stored-picture.ts';
import type {
  Generation,
  GenerationId,
  GenerationStatus,
  GenerationUpdate,
  Lineage,
  StoredScale,
} from './generation.ts';
import type { PlannedRequest } from './plan/planned-request.ts';
import type { GenerationRequest } from './request.ts';

/** A page of generations, newest first. */
export interface GenerationPage {
  readonly generations: readonly Generation[];
  readonly hasMore: boolean;
}

/** Which of the owner's generations a page contains. */
export interface PageOfOwn {
  readonly first: number;
  readonly after?: GenerationId;
  readonly status?: readonly GenerationStatus[];
}

/** The queue position of a generation. */
export interface QueuePlacement {
  /** 0 starts next. */
  readonly position: number;
  /** Estimated seconds until it starts, based on recent work; null before anything was measured. */
  readonly estimatedSeconds: number | null;
  /** Workers currently serving its model. */
  readonly workers: number;
}

/**
 * The generations of one owner, as the API sees them; those of other owners do not exist here. Lookups by id always
 * read the database. A `Generation` is a snapshot, and questions about a snapshot are answered once for all who ask.
 */
export interface Generations {
  /**
   * Creates pictures: validates and plans the request, then stores the generations and their job in one transaction.
   * @param asker on whose behalf pictures are read; defaults to the server itself.
   * @throws InvalidInputError, NotFoundError, IdempotencyConflictError, QueueFullError, RateLimitedError,
   *   ModelGoneError (the source's model is no longer installed); nothing is stored then.
   */
  create(request: GenerationRequest, asker?: Asker): Promise<readonly Generation[]>;
  /** Plans what `create` would do, and stores nothing. @throws InvalidInputError, NotFoundError, ModelGoneError */
  plan(request: GenerationRequest, asker?: Asker): Promise<PlannedRequest>;
  /** A source or mask of a `PictureEdit`, by digest. */
  picture(digest: string): Promise<StoredPicture>;
  find(id: GenerationId): Promise<Generation | null>;
  newest(): Promise<Generation | null>;
  list(page: PageOfOwn): Promise<GenerationPage>;
  /** The generation that another one was made from. */
  parent(of: Lineage): Promise<Generation>;
  /** Generations made from a scale of the given one. */
  branches(of: Generation, page: { first: number; after?: GenerationId }): Promise<GenerationPage>;
  /** The scales finished as of the snapshot, coarse to fine. */
  scales(of: Generation): Promise<readonly StoredScale[]>;
  /** Null if the scale was not finished as of the snapshot. */
  scale(of: Generation, index: number): Promise<StoredScale | null>;
  /** Number of queued pictures. */
  queued(): Promise<number>;
  /** Null if it was not queued as of the snapshot, or no longer is. */
  queuePlacement(of: Generation): Promise<QueuePlacement | null>;
  /**
   * Ends a generation at a scale: at once if that is finished, otherwise as soon as it is. A held generation resumes
   * until then, and a pending hold is cleared.
   * @throws NotFoundError, InvalidInputError, GenerationStateError, QueueFullError (if a held one would have to resume)
   */
  accept(id: GenerationId, scale: number): Promise<Generation>;
  /**
   * Holds a generation after a scale (by default, the next to finish) until it is resumed.
   * @throws NotFoundError, InvalidInputError, GenerationStateError
   */
  hold(id: GenerationId, scale?: number): Promise<Generation>;
  /**
   * Requeues a held generation, optionally to be held again at a later scale.
   * @throws NotFoundError, InvalidInputError, GenerationStateError, QueueFullError
   */
  resume(id: GenerationId, holdAtScale?: number): Promise<Generation>;
  /**
   * Cancels a generation at the next scale boundary; one that has ended is returned unchanged. @throws NotFoundError
   */
  cancel(id: GenerationId): Promise<Generation>;
  /**
   * Without `after`: a snapshot, then every newer event, up to and including FINISHED (sent again if it preceded the
   * snapshot). With `after`: exactly the events with a greater revision. Completes after FINISHED. A subscriber uses
   * constant memory, however slow: it is a cursor over the stored events, woken by notifications. `return()` settles a
   * pending `next()`.
   * @throws NotFoundError; InvalidInputError if `after` is negative or greater than the current revision.
   */
  updates(id: GenerationId, after?: number): Promise<AsyncIterableIterator<GenerationUpdate>>;
}
