import type { GenerationWorker } from './worker.ts';

/** The workers of a process, one for each of its devices. */
export class Workers {
  readonly #workers: readonly GenerationWorker[];

  constructor(workers: readonly GenerationWorker[]) {
    this.#workers = workers;
  }

  /** Starts to take runs; first those that were interrupted. */
  async start(): Promise<void> {
    for (const worker of this.#workers) await worker.start();
  }

  /** They finish what they have, and take nothing more. */
  retire(): void {
    for (const worker of this.#workers) worker.retire();
  }

  /** Each stores the scale that it is at, if that does not take long, and gives its run back. */
  async stop(): Promise<void> {
    await Promise.all(this.#workers.map(worker => worker.stop()));
  }
}
