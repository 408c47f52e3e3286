import type { Logger } from 'pino';
import type { Database } from '../../database/database.ts';
import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';
import type { PictureProcesses } from '../../images/process/picture-processes.ts';
import type { Codec, Codecs } from '../../inference/codec/codec.ts';
import type { Generator, Generators } from '../../inference/generator/generator.ts';
import type { Failure, GenerationId, TerminalStatus } from '../generation.ts';
import type { GenerationsObserver } from '../generations-observer.ts';
import {
  type Attempt,
  beginAttempt,
  excuseAttempt,
  failAttempt,
  finishCanceling,
  StaleAttemptError,
  wantedPictures,
} from '../store/attempt-store.ts';
import { channels } from '../store/channels.ts';
import { BatchRun, type StoredWork } from './batch-run.ts';
import { EngineFailure } from './engine-failure.ts';
import { OrphanWatch } from './orphan-watch.ts';
import type { Claim, RunQueue } from './run-queue.ts';
import { StallLimit } from './stall-limit.ts';
import { StoragePatience } from './storage-patience.ts';
import { WakeSignal } from './wake-signal.ts';

/** Codes of failed generations. */
export const failureCodes = {
  /** The engine failed repeatedly. */
  engine: 'ENGINE_FAILED',
  /** Interrupted repeatedly by something other than the engine, such as a crash of the server. */
  interrupted: 'INTERRUPTED_TOO_OFTEN',
} as const;

export interface WorkerOptions {
  readonly database: Database;
  readonly queue: RunQueue;
  /** Generators; only runs of their models are claimed. */
  readonly generators: Generators;
  /** Encode sources. */
  readonly codecs: Codecs;
  readonly processes: PictureProcesses;
  readonly logger: Logger;
  readonly observer: GenerationsObserver;
  /** Attempts without a finished scale before a run fails. */
  readonly attempts: number;
  /** Seconds before a run is retried after an engine failure; doubles each time. */
  readonly retrySeconds: number;
  /** Polling interval of the queue in milliseconds, in the absence of notifications. */
  readonly pollMs: number;
  /** Seconds any scale may take before the run is left to others; large scales on slow machines are allowed more. */
  readonly stallSeconds: number;
  /** Milliseconds the current scale may take when the worker is stopped; then it is aborted. */
  readonly drainMs: number;
  /** Maximum milliseconds until a cancellation takes effect, even during a scale that other pictures need. */
  readonly cancelMs: number;
}

/** How a claim is settled. `lost`: another worker has it by now. */
type Settlement = 'complete' | 'lost' | { readonly releaseAfterSeconds: number };

/** The run being computed. */
interface Work {
  readonly claim: Claim;
  readonly stopped: Set<GenerationId>;
  readonly lost: AbortController;
  attempt: Attempt | null;
  /** Whether the attempt has been stored, and thus counted. */
  begun: boolean;
  /** Deadline of the next scale, in terms of `performance.now()`. */
  scaleDue: number;
}

/** Claims runs from the queue, one at a time, and computes them. */
export class GenerationWorker {
  readonly #options: WorkerOptions;
  readonly #patience: StoragePatience;
  readonly #wake = new WakeSignal();
  readonly #stallLimit: StallLimit;
  #orphans: OrphanWatch | null = null;
  #work: Work | null = null;
  #stop = new AbortController();
  #hurry = new AbortController();
  /** Whether storage must prove available before a run starts: an attempt that cannot be stored is wasted. */
  #storageInDoubt = true;
  #retired = false;
  #running: Promise<void> | null = null;
  #stopListening: (() => Promise<void>)[] = [];

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#patience = new StoragePatience(options.logger);
    this.#stallLimit = new StallLimit(options.stallSeconds);
  }

  get #stopping(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Starts claiming runs, interrupted ones first. */
  async start(): Promise<void> {
    if (this.#running !== null) throw new Error('The worker is already running.');
    const { database, queue, logger } = this.#options;
    this.#stop = new AbortController();
    this.#hurry = new AbortController();
    this.#retired = false;
    const { notifications } = database;
    this.#stopListening = [
      await notifications.listen(
        channels.work,
        () => this.#wake.set(),
        () => this.#wake.set(),
      ),
      await notifications.listen(
        channels.stop,
        id => this.#stopOne(id as GenerationId),
        () => void this.#lookForStopped(),
      ),
    ];
    if (database.kind === 'server') {
      this.#orphans = new OrphanWatch({ queue, presence: database.presence, logger });
    } else {
      const runs = await queue.takeBackAll();
      if (runs > 0) logger.info({ runs }, 'resuming interrupted runs');
    }
    this.#running = this.#loop();
  }

  /** Claims no further runs; the current one continues. */
  retire(): void {
    this.#retired = true;
  }

  /** Lets the current scale finish within `drainMs`, stores it, releases the run and stops. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake.set();
    const hurry = setTimeout(() => this.#hurry.abort(), this.#options.drainMs);
    await this.#running;
    clearTimeout(hurry);
    this.#running = null;
    await this.#orphans?.close();
    for (const stop of this.#stopListening.splice(0)) await stop();
  }

  async #loop(): Promise<void> {
    const { queue, logger, pollMs } = this.#options;
    while (!this.#stopping) {
      this.#wake.clear();
      try {
        await this.#checkStorage();
        const claim = this.#retired ? null : await queue.claim(this.#options.generators.digests);
        if (claim === null) await this.#wake.wait(pollMs);
        else await this.#handle(claim);
      } catch (error) {
        if (error instanceof StorageUnavailableError) this.#doubtStorage(error);
        else logger.error({ err: error }, 'cannot read the queue');
        await this.#wake.wait(pollMs);
      }
    }
  }

  async #checkStorage(): Promise<void> {
    if (!this.#storageInDoubt) return;
    await this.#options.database.check();
    this.#storageInDoubt = false;
    this.#patience.worked();
  }

  #doubtStorage(error: StorageUnavailableError): void {
    this.#storageInDoubt = true;
    this.#patience.failed(error);
  }

  /** Carries out one run, handles every failure, and settles its claim. */
  async #handle(claim: Claim): Promise<void> {
    const { queue, logger } = this.#options;
    const work: Work = {
      claim,
      stopped: new Set(),
      lost: new AbortController(),
      attempt: null,
      begun: false,
      scaleDue: performance.now() + this.#options.stallSeconds * 1000,
    };
    const log = logger.child({ runId: claim.runId });
    this.#work = work;
    const heartbeat = this.#keepClaim(work, log);
    try {
      const settlement = await this.#attempt(work, log);
      if (settlement === 'lost') log.warn('run was taken over by another worker');
      else if (settlement === 'complete') await this.#settle(() => queue.complete(claim), log);
      else await this.#settle(() => queue.release(claim, settlement.releaseAfterSeconds), log);
    } finally {
      clearInterval(heartbeat);
      this.#work = null;
    }
  }

  async #attempt(work: Work, log: Logger): Promise<Settlement> {
    const { retrySeconds } = this.#options;
    try {
      if (this.#stopping) return { releaseAfterSeconds: 0 };
      const attempt = await this.#begin(work);
      work.begun = true;
      if (attempt === null) return 'complete';
      work.scaleDue = performance.now() + this.#stallLimit.ofScale(attempt);
      return await this.#runAttempt(work, attempt, log);
    } catch (error) {
      if (error instanceof StaleAttemptError) return 'lost';
      if (error instanceof StorageUnavailableError) return this.#excuse(work, error, log);
      log.error({ err: error }, 'cannot store the run; retrying');
      return { releaseAfterSeconds: retrySeconds };
    }
  }

  /** Attempts interrupted by storage do not count and resume as soon as storage is available. */
  async #excuse(work: Work, error: StorageUnavailableError, log: Logger): Promise<Settlement> {
    const { attempt } = work;
    this.#doubtStorage(error);
    const { kysely } = this.#options.database;
    if (attempt !== null && work.begun)
      await this.#patience
        .until(() => excuseAttempt(kysely, attempt), this.#stop.signal, true)
        .catch(() => log.warn('stopping before recording that storage interrupted the attempt'));
    return work.lost.signal.aborted ? 'lost' : { releaseAfterSeconds: 0 };
  }

  async #runAttempt(work: Work, attempt: Attempt, log: Logger): Promise<Settlement> {
    const { database, processes, attempts, retrySeconds } = this.#options;
    if (attempt.fruitless > attempts)
      return this.#fail(attempt, {
        code: failureCodes.interrupted,
        message:
          `Interrupted ${attempts} times in a row before a scale was finished. No further attempts will be ` +
          'made.',
      });
    const model = this.#modelOf(attempt);
    const run = new BatchRun(database, processes, attempt, this.#patience);
    try {
      const outcome = await run.run(model, {
        stopped: work.stopped,
        draining: () => this.#stopping,
        hurry: this.#hurry.signal,
        signal: work.lost.signal,
        waiting: this.#stop.signal,
        stored: scale => {
          this.#stallLimit.measured(scale.operations, scale.milliseconds);
          work.scaleDue = performance.now() + this.#stallLimit.ofScale(attempt);
          this.#observeScale(attempt, scale);
        },
        ended: statuses => this.#observeEnds(attempt, statuses),
      });
      if (outcome === 'finished') return 'complete';
      await excuseAttempt(database.kysely, attempt);
      return { releaseAfterSeconds: 0 };
    } catch (error) {
      if (error instanceof StorageUnavailableError) throw error;
      if (work.lost.signal.aborted) return 'lost';
      if (!(error instanceof EngineFailure)) throw error;
      const fruitless = run.madeProgress ? 1 : attempt.fruitless;
      log.error({ err: error.cause, attempt: attempt.number, fruitless }, 'engine failed');
      if (fruitless < attempts) return { releaseAfterSeconds: retrySeconds * 2 ** (fruitless - 1) };
      return this.#fail(attempt, {
        code: failureCodes.engine,
        message: `The model failed ${attempts} times in a row. See the server log for the cause.`,
      });
    }
  }

  /** Null if nothing is left to do. */
  async #begin(work: Work): Promise<Attempt | null> {
    const { database, queue, observer } = this.#options;
    const { claim } = work;
    const begun = await database.kysely.transaction().execute(async transaction => {
      // A worker that slept through its lease must not take the run from its current holder.
      if (!(await queue.renew(claim, transaction)))
        throw new StaleAttemptError(claim.runId, claim.retryCount);
      const attempt = await beginAttempt(transaction, claim.runId);
      work.attempt = attempt;
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
    const digest = generations[0]?.modelDigest;
    const generator = digest && this.#options.generators.of(digest);
    const codec = digest && this.#options.codecs.of(digest);
    if (generator === undefined || codec === undefined)
      throw new Error(`Run ${runId} needs the model ${digest}, which is not served here.`);
    return { generator, codec };
  }

  async #fail(attempt: Attempt, failure: Failure): Promise<'complete'> {
    this.#observeEnds(attempt, await failAttempt(this.#options.database.kysely, attempt, failure));
    return 'complete';
  }

  #observeScale(attempt: Attempt, { milliseconds, pictures, firstAfter, ended }: StoredWork): void {
    const { observer, generators } = this.#options;
    observer.computed(attempt.model, generators.device, { seconds: milliseconds / 1000, pictures });
    for (const seconds of firstAfter) observer.previewed(attempt.model, seconds);
    this.#observeEnds(attempt, ended);
  }

  #observeEnds({ model }: Attempt, statuses: readonly TerminalStatus[]): void {
    for (const status of statuses) this.#options.observer.ended(model, status);
  }

  /** Renews the claim while the run makes progress. A stalled run is left to others: its lease expires. */
  #keepClaim(work: Work, log: Logger): NodeJS.Timeout | undefined {
    const { queue } = this.#options;
    if (queue.heartbeatMs === null) return undefined;
    return setInterval(async () => {
      if (work.lost.signal.aborted) return;
      if (performance.now() > work.scaleDue) {
        log.warn('run is stalled; leaving it to other workers');
        work.lost.abort(new StaleAttemptError(work.claim.runId, work.claim.retryCount));
        return;
      }
      try {
        if (!(await queue.renew(work.claim)))
          work.lost.abort(new StaleAttemptError(work.claim.runId, work.claim.retryCount));
      } catch (error) {
        if (!(error instanceof StorageUnavailableError))
          log.warn({ err: error }, 'cannot renew the claim of the run');
      }
    }, queue.heartbeatMs);
  }

  /** Without a lease, an unsettled claim would stay forever, so settling is retried until it succeeds. */
  async #settle(settle: () => Promise<void>, log: Logger): Promise<void> {
    for (;;) {
      try {
        return await this.#patience.until(settle, this.#stop.signal, true);
      } catch (error) {
        if (this.#stopping) return;
        log.error({ err: error }, 'cannot settle the run');
        this.#wake.clear();
        await this.#wake.wait(this.#options.pollMs);
      }
    }
  }

  #stopOne(id: GenerationId): void {
    const work = this.#work;
    if (work === null) return;
    work.stopped.add(id);
    if (work.attempt?.generations.some(generation => generation.id === id))
      setTimeout(() => void this.#cancelNow(work), this.#options.cancelMs).unref();
  }

  /** Does not wait for a scale that excludes the picture or takes long. */
  async #cancelNow(work: Work): Promise<void> {
    const { attempt } = work;
    if (this.#work !== work || attempt === null) return;
    try {
      this.#observeEnds(attempt, await finishCanceling(this.#options.database.kysely, attempt));
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'cannot cancel the picture before its next scale');
    }
  }

  /** After a gap in notifications. */
  async #lookForStopped(): Promise<void> {
    const work = this.#work;
    if (work?.attempt == null) return;
    try {
      const wanted = await wantedPictures(this.#options.database.kysely, work.attempt);
      for (const { id } of work.attempt.generations) if (!wanted.has(id)) work.stopped.add(id);
    } catch (error) {
      // The transaction of the next scale sees it, too.
      this.#options.logger.warn({ err: error }, 'cannot check for canceled pictures');
    }
  }
}
