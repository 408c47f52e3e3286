import type { Client } from './client.ts';
import { FairQueue, type FairQueueOptions } from './fair-queue.ts';
import { Turns } from './turns.ts';

/** A place among the pieces of work that are under way; it has to be left. */
export interface Place {
  /** Further calls do nothing. */
  leave(): void;
}

/** What waits for its turn on the thread. */
interface Piece {
  readonly begin: () => void;
  /** Whether more may come of it than `begin` does: nothing else begins in the same macrotask then. */
  readonly alone: boolean;
}

/** Short pieces share a macrotask until they have taken so many milliseconds together, for others wait so long, */
const sliceMs = 1;
/** or were so many, since what follows each of them after a wait is not counted. */
const sliceLength = 100;

/**
 * The one way to the thread that serves everybody. So much work is under way at once and no more, clients take turns, and
 * what begins does so in a macrotask of its own, or shares a short one with what is short: sockets are read, and short
 * answers given, between any two of them.
 */
export class Gate {
  readonly #underWay: FairQueue;
  readonly #turns = new Turns<Piece>();
  #going = false;

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
      await this.#turn(client, signal);
    } catch (error) {
      place.leave();
      throw error;
    }
    return place;
  }

  /**
   * Does a piece of work when it is the client's turn. It needs no place, because little of it can be under way.
   * @param work is timed while it runs: what it does after a wait is not. Must not throw.
   */
  soon(client: Client, work: () => void): void {
    this.#add(client, { begin: work, alone: false });
  }

  /** Whoever is let in runs up to its first wait before the next one is. */
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
