import type { GenerationWorker } from './worker.ts';

/** The workers of a process, one per device. */
export class Workers {
  readonly #workers: readonly GenerationWorker[];

  constructor(workers: readonly GenerationWorker[]) {
    this.#workers = workers;
  }

  /** Starts claiming runs, interrupted ones first. */
  async start(): Promise<void> {
    for (const worker of this.#workers) await worker.start();
  }

  /** They finish their current runs and claim no more. */
  retire(): void {
    for (const worker of this.#workers) worker.retire();
  }

  /** Each stores its current scale, if that finishes soon, and releases its run. */
  async stop(): Promise<void> {
    await Promise.all(this.#workers.map(worker => worker.stop()));
  }
}
