import type { Client } from './client.ts';
import { Tally } from './tally.ts';
import { TooMuchWaitingError } from './too-much-waiting-error.ts';
import { Turns } from './turns.ts';

export interface FairQueueOptions {
  /** Jobs that run at once. */
  readonly atOnce: number;
  /** Jobs of one address that run at once, so that others always find room. @default atOnce */
  readonly atOncePerAddress?: number;
  /** Jobs of one connection that run at once. @default atOncePerAddress */
  readonly atOncePerConnection?: number;
  /** Jobs of one connection that may wait; further ones are refused. @default no limit */
  readonly waitingPerConnection?: number;
}

interface Job {
  readonly start: () => void;
}

/** Runs so many jobs at once and no more. The others wait, and clients take turns: see `Client`. */
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

  /** The next job's place is taken here and not when it begins, so that nobody slips in between. */
  #startNext(): void {
    const next = this.#turns.take(this.#mayRun);
    if (next === undefined) return;
    this.#begin(next.client);
    next.value.start();
  }
}

/** A proxy's connection carries the requests of many clients. */
function connectionName({ address, connection }: Client): string {
  return `${address} ${connection}`;
}
