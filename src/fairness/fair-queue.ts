import type { Client } from './client.ts';
import { Tally } from './tally.ts';
import { TooMuchWaitingError } from './too-much-waiting-error.ts';
import { Turns } from './turns.ts';

export interface FairQueueOptions {
  /** Maximum concurrent jobs. */
  readonly atOnce: number;
  /** Maximum concurrent jobs per address, so that there is always room for others. @default atOnce */
  readonly atOncePerAddress?: number;
  /** Maximum concurrent jobs per connection. @default atOncePerAddress */
  readonly atOncePerConnection?: number;
  /** Maximum waiting jobs per connection; more are refused. @default no limit */
  readonly waitingPerConnection?: number;
}

interface Job {
  readonly start: () => void;
}

/** Runs a limited number of jobs concurrently. The others wait, and clients take turns (see `Client`). */
export class FairQueue {
  readonly #atOnce: number;
  readonly #atOncePerAddress: number;
  readonly #atOncePerConnection: number;
  readonly #waitingPerConnection: number;
  readonly #turns = new Turns<Job>();
  readonly #runningOfAddress = new Tally();
  readonly #runningOfConnection = new Tally();
  #running = 0;

  constructor(options: FairQueueOptions) {
    this.#atOnce = options.atOnce;
    this.#atOncePerAddress = options.atOncePerAddress ?? options.atOnce;
    this.#atOncePerConnection = options.atOncePerConnection ?? this.#atOncePerAddress;
    this.#waitingPerConnection = options.waitingPerConnection ?? Number.POSITIVE_INFINITY;
  }

  /** Number of waiting jobs. */
  get waiting(): number {
    return this.#turns.size;
  }

  /**
   * Runs a job when its client's turn comes.
   * @param signal cancels a waiting job; a running one must check it itself.
   * @returns the job's result. Rejects with TooMuchWaitingError, the signal's reason, or the job's error.
   */
  async run<T>(client: Client, work: () => Promise<T> | T, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#mayRun(client)) this.#begin(client);
    else await this.#turn(client, signal);
    try {
      return await work();
    } finally {
      this.#end(client);
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

  readonly #mayRun = (client: Client): boolean =>
    this.#running < this.#atOnce &&
    this.#runningOfAddress.of(client.address) < this.#atOncePerAddress &&
    this.#runningOfConnection.of(connectionName(client)) < this.#atOncePerConnection;

  #begin(client: Client): void {
    this.#running++;
    this.#runningOfAddress.add(client.address);
    this.#runningOfConnection.add(connectionName(client));
  }

  #end(client: Client): void {
    this.#running--;
    this.#runningOfAddress.remove(client.address);
    this.#runningOfConnection.remove(connectionName(client));
    this.#startNext();
  }

  /** The slot of the next job is taken here rather than when it starts, so that no other job slips in between. */
  #startNext(): void {
    const next = this.#turns.take(this.#mayRun);
    if (next === undefined) return;
    this.#begin(next.client);
    next.value.start();
  }
}

/** A proxy's connection carries requests of many clients. */
function connectionName({ address, connection }: Client): string {
  return `${address} ${connection}`;
}
