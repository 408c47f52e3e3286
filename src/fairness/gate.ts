import { AsyncLocalStorage } from 'node:async_hooks';
import type { Client } from './client.ts';
import { FairQueue, type FairQueueOptions } from './fair-queue.ts';
import { Turns } from './turns.ts';

/** A slot among the work in progress; it must be released. */
export interface Place {
  /** Further calls do nothing. */
  leave(): void;
}

/** Work waiting for its turn on the main thread. */
interface Piece {
  readonly begin: () => void;
  /** Whether it may trigger more work than `begin` itself; then nothing else starts in the same macrotask. */
  readonly alone: boolean;
}

/** Short pieces of work share a macrotask up to this many milliseconds, for which others have to wait, */
const sliceMs = 1;
/** or up to this number, since asynchronous continuations are not timed. */
const sliceLength = 100;

/**
 * The gate to the main thread. It limits the work in progress and lets clients take turns. Work starts in its own
 * macrotask, or shares one with other short work, so that sockets are read and short responses sent in between.
 */
export class Gate {
  readonly #underWay: FairQueue;
  readonly #turns = new Turns<Piece>();
  #going = false;

  constructor(options: FairQueueOptions) {
    this.#underWay = new FairQueue(options);
  }

  /**
   * Waits for a slot, and for the moment to start.
   * @throws TooMuchWaitingError, or the signal's reason.
   */
  async enter(client: Client, signal: AbortSignal): Promise<Place> {
    const place = await this.#place(client, signal);
    try {
      await this.#turn(client, signal);
    } catch (error) {
      place.leave();
      throw error;
    }
    return place;
  }

  /**
   * Runs a piece of work when the client's turn comes. It needs no slot, because little of it can be in progress at
   * once.
   * @param work timed only while it runs synchronously. Must not throw.
   */
  soon(client: Client, work: () => void): void {
    // It belongs to whoever asked for it, not to whoever made the gate move.
    this.#add(client, { begin: AsyncLocalStorage.bind(work), alone: false });
  }

  /** Admitted work runs up to its first await before the next is admitted. */
  #turn(client: Client, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((begin, refuse) => {
      const takeBack = () => {
        if (this.#turns.remove(client, piece)) refuse(signal.reason);
      };
      const piece: Piece = {
        begin: () => {
          signal.removeEventListener('abort', takeBack);
          begin();
        },
        alone: true,
      };
      signal.addEventListener('abort', takeBack, { once: true });
      this.#add(client, piece);
    });
  }

  #add(client: Client, piece: Piece): void {
    this.#turns.add(client, piece);
    if (this.#going) return;
    this.#going = true;
    setImmediate(this.#slice);
  }

  readonly #slice = (): void => {
    const until = performance.now() + sliceMs;
    for (let begun = 0; begun < sliceLength; begun++) {
      const next = this.#turns.take();
      if (next === undefined) {
        this.#going = false;
        return;
      }
      next.value.begin();
      if (next.value.alone || performance.now() >= until) break;
    }
    setImmediate(this.#slice);
  };

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
