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

/** Which of one's own generations a page shows. */
export interface PageOfOwn {
  readonly first: number;
  readonly after?: GenerationId;
  readonly status?: readonly GenerationStatus[];
}

/** Where a queued generation stands. */
export interface QueuePlacement {
  /** 0 is the next to start. */
  readonly position: number;
  /** Seconds until it starts, from what recent work took; null while nothing has been measured. */
  readonly estimatedSeconds: number | null;
  /** Processes that serve its model now. */
  readonly workers: number;
}

/**
 * The life of one owner's generations, as the API sees it: another's are not there. What is asked by id is always read from the database; a `Generation` is
 * what one was at a moment, and what is asked about it is read once for that moment.
 */
export interface Generations {
  /**
   * Makes pictures, from a recipe or from what is there: checks the request, plans it and stores generation rows and their
   * job in one transaction.
   * @param asker whose turn it takes to read pictures; the server's own when left out.
   * @throws InvalidInputError, NotFoundError, IdempotencyConflictError, QueueFullError, ModelGoneError (the model of what
   *   it starts from is not installed any more); then nothing is stored.
   */
  create(request: GenerationRequest, asker?: Asker): Promise<readonly Generation[]>;
  /** What `create` would do; stores nothing. @throws InvalidInputError, NotFoundError, ModelGoneError */
  plan(request: GenerationRequest, asker?: Asker): Promise<PlannedRequest>;
  /** A source or mask of a `PictureEdit`, by its digest. */
  picture(digest: string): Promise<StoredPicture>;
  find(id: GenerationId): Promise<Generation | null>;
  newest(): Promise<Generation | null>;
  list(page: PageOfOwn): Promise<GenerationPage>;
  /** The generation that another was made from. */
  parent(of: Lineage): Promise<Generation>;
  /** Generations that were made from a scale of one. */
  branches(of: Generation, page: { first: number; after?: GenerationId }): Promise<GenerationPage>;
  /** The scales that were finished when it was read, coarse to fine. */
  scales(of: Generation): Promise<readonly StoredScale[]>;
  /** Null for one that was not finished when it was read. */
  scale(of: Generation, index: number): Promise<StoredScale | null>;
  /** Null when it was not queued when it was read, or is not any more. */
  queuePlacement(of: Generation): Promise<QueuePlacement | null>;
  /**
   * Ends a generation at a scale: at once when that is finished, otherwise as soon as it is. A held one goes on then,
   * and what was to be held is not.
   * @throws NotFoundError, InvalidInputError, GenerationStateError, QueueFullError (when a held one would go on)
   */
  accept(id: GenerationId, scale: number): Promise<Generation>;
  /**
   * Has a generation wait after a scale (the next to be finished when absent) until it is resumed.
   * @throws NotFoundError, InvalidInputError, GenerationStateError
   */
  hold(id: GenerationId, scale?: number): Promise<Generation>;
  /**
   * Queues a held generation again, to be held again at a later scale or not.
   * @throws NotFoundError, InvalidInputError, GenerationStateError, QueueFullError
   */
  resume(id: GenerationId, holdAtScale?: number): Promise<Generation>;
  /** Asks to stop at the next scale; a generation that is already terminal is returned as it is. @throws NotFoundError */
  cancel(id: GenerationId): Promise<Generation>;
  /**
   * Without `after`: a snapshot, then every newer event, up to and including FINISHED (sent again when it was before
   * the snapshot). With `after`: exactly the events with a greater revision. Ends after FINISHED.
   * A subscriber costs constant memory however slow it is: it is a cursor over the stored events that is woken by
   * notifications. `return()` settles a pending `next()`.
   * @throws NotFoundError; InvalidInputError when `after` is negative or greater than the current revision.
   */
  updates(id: GenerationId, after?: number): Promise<AsyncIterableIterator<GenerationUpdate>>;
}
