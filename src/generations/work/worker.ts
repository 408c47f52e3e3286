import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';
import type { GenerationId } from '../generation.ts';
import { channels } from '../store/channels.ts';
import { ClaimedRun, type WorkerState } from './claimed-run.ts';
import { OrphanWatch } from './orphan-watch.ts';
import { ScaleWriter } from './scale-writer.ts';
import { StorageDoubt } from './storage-doubt.ts';
import { StoragePatience } from './storage-patience.ts';
import { WakeSignal } from './wake-signal.ts';
import type { WorkerOptions } from './worker-options.ts';
import { WorkerProgress } from './worker-progress.ts';

/**
 * Claims runs from the queue for one device and computes them together. It claims a few of every share, so that a
 * newcomer never waits for those who came before.
 */
export class GenerationWorker {
  readonly #options: WorkerOptions;
  readonly #writer: ScaleWriter;
  readonly #patience: StoragePatience;
  readonly #doubt: StorageDoubt;
  readonly #progress: WorkerProgress;
  readonly #wake = new WakeSignal();
  /** Runs in progress. */
  readonly #runs = new Map<ClaimedRun, Promise<void>>();
  #orphans: OrphanWatch | null = null;
  #stop = new AbortController();
  #hurry = new AbortController();
  #retired = false;
  #claiming: Promise<void> | null = null;
  #stopListening: (() => Promise<void>)[] = [];

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#writer = new ScaleWriter(options.database.kysely);
    this.#patience = new StoragePatience(options.logger);
    this.#doubt = new StorageDoubt(options.database, this.#patience);
    this.#progress = new WorkerProgress(options.stallSeconds);
  }

  /** Starts claiming runs, interrupted ones first. */
  async start(): Promise<void> {
    if (this.#claiming !== null) throw new Error('The worker is already running.');
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
        id => {
          for (const run of this.#runs.keys()) run.stopPicture(id as GenerationId);
        },
        () => {
          for (const run of this.#runs.keys()) void run.lookForStopped();
        },
      ),
    ];
    if (database.kind === 'server') {
      this.#orphans = new OrphanWatch({ queue, presence: database.presence, logger });
    } else {
      const runs = await queue.takeBackAll();
      if (runs > 0) logger.info({ runs }, 'resuming interrupted runs');
    }
    this.#claiming = this.#claimRuns();
  }

  /** Claims no further runs; those in progress continue. */
  retire(): void {
    this.#retired = true;
  }

  /** Lets the pass in progress finish within `drainMs`, stores its scales, releases the runs and stops. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake.set();
    const hurry = setTimeout(() => this.#hurry.abort(), this.#options.drainMs);
    await this.#claiming;
    await Promise.all(this.#runs.values());
    clearTimeout(hurry);
    this.#claiming = null;
    await this.#orphans?.close();
    for (const stop of this.#stopListening.splice(0)) await stop();
  }

  async #claimRuns(): Promise<void> {
    const { queue, generators, logger, pollMs, picturesAhead } = this.#options;
    while (!this.#stop.signal.aborted) {
      this.#wake.clear();
      try {
        await this.#doubt.dispel();
        const claim = this.#retired
          ? null
          : await queue.claim(generators.digests, { inProgress: this.#inProgress, ahead: picturesAhead });
        if (claim === null) await this.#wake.wait(pollMs);
        else this.#begin(new ClaimedRun(claim, this.#state));
      } catch (error) {
        if (error instanceof StorageUnavailableError) this.#doubt.raise(error);
        else logger.error({ err: error }, 'cannot read the queue');
        await this.#wake.wait(pollMs);
      }
    }
  }

  #begin(run: ClaimedRun): void {
    const work = run
      .work()
      .catch(error => this.#options.logger.error({ err: error }, 'cannot carry out a run'))
      .finally(() => {
        this.#runs.delete(run);
        this.#wake.set();
      });
    this.#runs.set(run, work);
  }

  /** Pictures by share. */
  get #inProgress(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { share, pictures } of this.#runs.keys())
      counts.set(share, (counts.get(share) ?? 0) + pictures);
    return counts;
  }

  get #state(): WorkerState {
    return {
      options: this.#options,
      writer: this.#writer,
      patience: this.#patience,
      doubt: this.#doubt,
      progress: this.#progress,
      stop: this.#stop.signal,
      hurry: this.#hurry.signal,
    };
  }
}
