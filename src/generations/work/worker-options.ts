import type { Logger } from 'pino';
import type { Database } from '../../database/database.ts';
import type { PictureProcesses } from '../../images/process/picture-processes.ts';
import type { Codecs } from '../../inference/codec/codec.ts';
import type { Generators } from '../../inference/generator/generator.ts';
import type { GenerationsObserver } from '../generations-observer.ts';
import type { RunQueue } from './run-queue.ts';

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
  /** Pictures of a share in progress from which on no more of its runs are claimed. */
  readonly picturesAhead: number;
  /** Polling interval of the queue in milliseconds, in the absence of notifications. */
  readonly pollMs: number;
  /** Seconds any scale may take before the run is left to others; large scales on slow machines are allowed more. */
  readonly stallSeconds: number;
  /** Milliseconds the current scale may take when the worker is stopped; then it is aborted. */
  readonly drainMs: number;
  /** Maximum milliseconds until a cancellation takes effect, even during a scale that other pictures need. */
  readonly cancelMs: number;
}
