import { setImmediate as nextMacrotask } from 'node:timers/promises';
import type { Client } from './client.ts';
import { FairQueue, type FairQueueOptions } from './fair-queue.ts';

/** A place among the pieces of work that are under way; it has to be left. */
export interface Place {
  /** Further calls do nothing. */
  leave(): void;
}

/**
 * The one way to the thread that serves everybody. So much work is under way at once and no more, clients take turns, and
 * what begins does so in a macrotask of its own: sockets are read, and short answers given, between any two pieces.
 */
export class Gate {
  readonly #underWay: FairQueue;
  readonly #beginnings = new FairQueue({ atOnce: 1 });

  constructor(options: FairQueueOptions) {
    this.#underWay = new FairQueue(options);
  }

  /**
   * Waits for a place, and for the moment to begin.
   * @throws TooMuchWaitingError, or the signal's reason.
   */
  async enter(client: Client, signal: AbortSignal): Promise<Place> {
    const place = await this.#place(client, signal);
    try {
      await this.turn(client, signal);
    } catch (error) {
      place.leave();
      throw error;
    }
    return place;
  }

  /**
   * Waits for the moment to begin a piece of work that needs no place, because little of it can be under way.
   * @throws the signal's reason.
   */
  turn(client: Client, signal: AbortSignal): Promise<void> {
    return new Promise((begin, refuse) => {
      const beginning = this.#beginnings.run(
        client,
        () => {
          begin();
          // Whoever was let in runs up to its first wait before the next one is.
          return nextMacrotask();
        },
        signal,
      );
      beginning.catch(refuse);
    });
  }

  #place(client: Client, signal: AbortSignal): Promise<Place> {
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    return new Promise((enter, refuse) => {
      const stay = this.#underWay.run(
        client,
        () => {
          enter({ leave });
          return left;
        },
        signal,
      );
      stay.catch(refuse);
    });
  }
}
