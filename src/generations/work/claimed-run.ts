import type { Logger } from 'pino';
import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';
import type { Codec } from '../../inference/codec/codec.ts';
import type { Generator } from '../../inference/generator/generator.ts';
import type { Failure, GenerationId, TerminalStatus } from '../generation.ts';
import {
  type Attempt,
  beginAttempt,
  excuseAttempt,
  failAttempt,
  finishCanceling,
  StaleAttemptError,
  wantedPictures,
} from '../store/attempt-store.ts';
import { BatchRun, type StoredWork } from './batch-run.ts';
import { EngineFailure } from './engine-failure.ts';
import { failureCodes } from './failure-codes.ts';
import type { NewClaim } from './run-queue.ts';
import type { ScaleWriter } from './scale-writer.ts';
import type { StorageDoubt } from './storage-doubt.ts';
import type { StoragePatience } from './storage-patience.ts';
import { WakeSignal } from './wake-signal.ts';
import type { WorkerOptions } from './worker-options.ts';
import type { WorkerProgress } from './worker-progress.ts';

/** How a claim is settled. `lost`: another worker has it by now. */
type Settlement = 'complete' | 'lost' | { readonly releaseAfterSeconds: number };

/** What the runs of a worker have in common. */
export interface WorkerState {
  readonly options: WorkerOptions;
  readonly writer: ScaleWriter;
  readonly patience: StoragePatience;
  readonly doubt: StorageDoubt;
  readonly progress: WorkerProgress;
  /** Aborted when the worker stops: each run ends after the pass in progress. */
  readonly stop: AbortSignal;
  /** Aborted when that takes too long: what is being computed is lost. */
  readonly hurry: AbortSignal;
}

/** A run that this worker has claimed: computes it, handles every failure, and settles the claim. */
export class ClaimedRun {
  readonly #claim: NewClaim;
  readonly #state: WorkerState;
  readonly #log: Logger;
  readonly #stopped = new Set<GenerationId>();
  readonly #lost = new AbortController();
  #attempt: Attempt | null = null;
  #run: BatchRun | null = null;
  #over = false;

  constructor(claim: NewClaim, state: WorkerState) {
    this.#claim = claim;
    this.#state = state;
    this.#log = state.options.logger.child({ runId: claim.runId });
  }

  /** Whose share of the device it uses. */
  get share(): string {
    return this.#claim.share;
  }

  /** Number of its pictures. */
  get pictures(): number {
    return this.#attempt?.generations.length ?? this.#claim.pictures;
  }

  /** Carries it out; never throws. */
  async work(): Promise<void> {
    const { queue } = this.#state.options;
    const claim = this.#claim;
    this.#state.progress.claimed();
    const heartbeat = this.#keepClaim();
    try {
      const settlement = await this.#tryOnce();
      if (settlement === 'lost') this.#log.warn('run was taken over by another worker');
      else if (settlement === 'complete') await this.#settle(() => queue.complete(claim));
      else await this.#settle(() => queue.release(claim, settlement.releaseAfterSeconds));
    } finally {
      clearInterval(heartbeat);
      this.#over = true;
      if (this.#attempt !== null) this.#state.progress.ended(this.#attempt);
    }
  }

  /** A client canceled or accepted this picture, which may be another run's. */
  stopPicture(id: GenerationId): void {
    this.#stopped.add(id);
    if (this.#attempt?.generations.some(generation => generation.id === id))
      setTimeout(() => void this.#cancelNow(), this.#state.options.cancelMs).unref();
  }

  /** After a gap in notifications. */
  async lookForStopped(): Promise<void> {
    const attempt = this.#attempt;
    if (attempt === null) return;
    try {
      const wanted = await wantedPictures(this.#state.options.database.kysely, attempt);
      for (const { id } of attempt.generations) if (!wanted.has(id)) this.#stopped.add(id);
    } catch (error) {
      // The transaction of the next scale sees it, too.
      this.#log.warn({ err: error }, 'cannot check for canceled pictures');
    }
  }

  async #tryOnce(): Promise<Settlement> {
    const { options, stop, progress } = this.#state;
    try {
      if (stop.aborted) return { releaseAfterSeconds: 0 };
      const attempt = await this.#begin();
      if (attempt === null) return 'complete';
      progress.began(attempt);
      return await this.#compute(attempt);
    } catch (error) {
      if (error instanceof StaleAttemptError) return 'lost';
      if (error instanceof StorageUnavailableError) return this.#excuse(error);
      this.#log.error({ err: error }, 'cannot store the run; retrying');
      return { releaseAfterSeconds: options.retrySeconds };
    }
  }

  /** Attempts interrupted by storage do not count and resume as soon as storage is available. */
  async #excuse(error: StorageUnavailableError): Promise<Settlement> {
    const { options, patience, doubt, stop } = this.#state;
    const attempt = this.#attempt;
    doubt.raise(error);
    if (attempt !== null && (await this.#run?.isCounted()))
      await patience
        .until(() => excuseAttempt(options.database.kysely, attempt), stop, true)
        .catch(() => this.#log.warn('stopping before recording that storage interrupted the attempt'));
    return this.#lost.signal.aborted ? 'lost' : { releaseAfterSeconds: 0 };
  }

  async #compute(attempt: Attempt): Promise<Settlement> {
    const { options, writer, patience, progress, stop, hurry } = this.#state;
    const { database, processes, attempts, retrySeconds } = options;
    if (attempt.fruitless > attempts)
      return this.#fail(attempt, {
        code: failureCodes.interrupted,
        message:
          `Interrupted ${attempts} times in a row before a scale was finished. No further attempts will be ` +
          'made.',
      });
    const model = this.#modelOf(attempt);
    const run = new BatchRun(database, processes, attempt, writer, patience);
    this.#run = run;
    try {
      const outcome = await run.run(model, {
        stopped: this.#stopped,
        draining: stop,
        hurry,
        signal: this.#lost.signal,
        stored: scale => {
          progress.stored(scale);
          this.#observeScale(attempt, scale);
        },
        ended: statuses => this.#observeEnds(attempt, statuses),
      });
      if (outcome === 'finished') return 'complete';
      if (await run.isCounted()) await excuseAttempt(database.kysely, attempt);
      return { releaseAfterSeconds: 0 };
    } catch (error) {
      if (error instanceof StorageUnavailableError) throw error;
      if (this.#lost.signal.aborted) return 'lost';
      if (!(error instanceof EngineFailure)) throw error;
      await run.count();
      const fruitless = run.madeProgress ? 1 : attempt.fruitless;
      this.#log.error({ err: error.cause, attempt: attempt.number, fruitless }, 'engine failed');
      if (fruitless < attempts) return { releaseAfterSeconds: retrySeconds * 2 ** (fruitless - 1) };
      return this.#fail(attempt, {
        code: failureCodes.engine,
        message: `The model failed ${attempts} times in a row. See the server log for the cause.`,
      });
    }
  }

  /** Null if nothing is left to do. */
  async #begin(): Promise<Attempt | null> {
    const { database, queue, observer } = this.#state.options;
    const claim = this.#claim;
    const begun = await database.kysely.transaction().execute(async transaction => {
      // A worker that slept through its lease must not take the run from its current holder.
      if (!(await queue.renew(claim, transaction)))
        throw new StaleAttemptError(claim.runId, claim.retryCount);
      const attempt = await beginAttempt(transaction, claim.runId);
      this.#attempt = attempt;
      return attempt;
    });
    if (begun === null) return null;
    this.#observeEnds(begun, begun.ended);
    if (begun.generations.length === 0) return null;
    if (begun.waited !== null) observer.begun(begun.model, begun.waited);
    return begun;
  }

  /** @throws if the queue returned a run of another model. */
  #modelOf({ generations, runId }: Attempt): { generator: Generator; codec: Codec } {
    const { generators, codecs } = this.#state.options;
    const digest = generations[0]?.modelDigest;
    const generator = digest && generators.of(digest);
    const codec = digest && codecs.of(digest);
    if (generator === undefined || codec === undefined)
      throw new Error(`Run ${runId} needs the model ${digest}, which is not served here.`);
    return { generator, codec };
  }

  async #fail(attempt: Attempt, failure: Failure): Promise<'complete'> {
    this.#observeEnds(attempt, await failAttempt(this.#state.options.database.kysely, attempt, failure));
    return 'complete';
  }

  #observeScale(attempt: Attempt, { milliseconds, pictures, firstAfter, ended }: StoredWork): void {
    const { observer, generators } = this.#state.options;
    observer.computed(attempt.model, generators.device, { seconds: milliseconds / 1000, pictures });
    for (const seconds of firstAfter) observer.previewed(attempt.model, seconds);
    this.#observeEnds(attempt, ended);
  }

  #observeEnds({ model }: Attempt, statuses: readonly TerminalStatus[]): void {
    for (const status of statuses) this.#state.options.observer.ended(model, status);
  }

  /** Renews the claim while the worker makes progress. A stalled worker's runs are left to others: their leases expire. */
  #keepClaim(): NodeJS.Timeout | undefined {
    const { queue } = this.#state.options;
    const { runId, retryCount } = this.#claim;
    const lost = this.#lost;
    if (queue.heartbeatMs === null) return undefined;
    return setInterval(async () => {
      if (lost.signal.aborted) return;
      if (this.#state.progress.isStalled) {
        this.#log.warn('run is stalled; leaving it to other workers');
        lost.abort(new StaleAttemptError(runId, retryCount));
        return;
      }
      try {
        if (!(await queue.renew(this.#claim))) lost.abort(new StaleAttemptError(runId, retryCount));
      } catch (error) {
        if (!(error instanceof StorageUnavailableError))
          this.#log.warn({ err: error }, 'cannot renew the claim of the run');
      }
    }, queue.heartbeatMs);
  }

  /** Without a lease, an unsettled claim would stay forever, so settling is retried until it succeeds. */
  async #settle(settle: () => Promise<void>): Promise<void> {
    const { options, patience, stop } = this.#state;
    const pause = new WakeSignal();
    for (;;) {
      try {
        return await patience.until(settle, stop, true);
      } catch (error) {
        if (stop.aborted) return;
        this.#log.error({ err: error }, 'cannot settle the run');
        await pause.wait(options.pollMs);
      }
    }
  }

  /** Does not wait for a scale that excludes the picture or takes long. */
  async #cancelNow(): Promise<void> {
    const attempt = this.#attempt;
    if (this.#over || attempt === null) return;
    try {
      this.#observeEnds(attempt, await finishCanceling(this.#state.options.database.kysely, attempt));
    } catch (error) {
      this.#log.warn({ err: error }, 'cannot cancel the picture before its next scale');
    }
  }
}
