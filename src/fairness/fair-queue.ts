import type { Client } from './client.ts';
import { TooMuchWaitingError } from './too-much-waiting-error.ts';
import { Turns } from './turns.ts';

export interface FairQueueOptions {
  /** Jobs that run at once. */
  readonly atOnce: number;
  /** Jobs of one connection that may wait; further ones are refused. @default no limit */
  readonly waitingPerConnection?: number;
}

interface Job {
  readonly start: () => void;
}

/** Runs so many jobs at once and no more. The others wait, and clients take turns: see `Client`. */
export class FairQueue {
  readonly #atOnce: number;
  readonly #waitingPerConnection: number;
  readonly #turns = new Turns<Job>();
  #running = 0;

  constructor({ atOnce, waitingPerConnection = Number.POSITIVE_INFINITY }: FairQueueOptions) {
    this.#atOnce = atOnce;
    this.#waitingPerConnection = waitingPerConnection;
  }

  /** Number of jobs that wait. */
  get waiting(): number {
    return this.#turns.size;
  }

  /**
   * Runs a job when it is its client's turn.
   * @param signal takes a job back that waits; one that runs has to look at it itself.
   * @returns what the job does. Rejects with TooMuchWaitingError, the signal's reason, or what the job threw.
   */
  async run<T>(client: Client, work: () => Promise<T> | T, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running >= this.#atOnce) await this.#turn(client, signal);
    else this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      this.#startNext();
    }
  }

  #turn(client: Client, signal: AbortSignal | undefined): Promise<void> {
    if (this.#turns.countOf(client) >= this.#waitingPerConnection)
      return Promise.reject(new TooMuchWaitingError(this.#waitingPerConnection));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const takeBack = () => {
      if (this.#turns.remove(client, job)) reject(signal?.reason);
    };
    const job: Job = {
      start: () => {
        signal?.removeEventListener('abort', takeBack);
        resolve();
      },
    };
    this.#turns.add(client, job);
    signal?.addEventListener('abort', takeBack, { once: true });
    return promise;
  }

  /** The next job's place is taken here and not when it begins, so that nobody slips in between. */
  #startNext(): void {
    if (this.#running >= this.#atOnce) return;
    const job = this.#turns.take();
    if (job === undefined) return;
    this.#running++;
    job.start();
  }
}
