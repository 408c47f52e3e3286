import type { Client } from './client.ts';
import { Tally } from './tally.ts';

export interface ByteBudgetOptions {
  /** Bytes that all clients together may hold. */
  readonly total: number;
  /** Bytes one address may hold, so that some are always left for others. @default half of the total */
  readonly perAddress?: number;
}

/** Releases the bytes; further calls do nothing. */
export type Release = () => void;

interface Waiting {
  readonly client: Client;
  readonly bytes: number;
  readonly take: () => void;
}

/** A budget for memory that clients can make the server hold. */
export class ByteBudget {
  readonly #total: number;
  readonly #perAddress: number;
  readonly #heldBy = new Tally();
  readonly #waiting = new Set<Waiting>();
  #held = 0;

  constructor({ total, perAddress = total / 2 }: ByteBudgetOptions) {
    this.#total = total;
    this.#perAddress = perAddress;
  }

  /** Bytes currently held. */
  get held(): number {
    return this.#held;
  }

  /** @returns null if there is no room now. */
  tryTake(bytes: number, client: Client): Release | null {
    return this.#fits(bytes, client) ? this.#take(bytes, client) : null;
  }

  /**
   * Waits for room. Small requests may overtake large ones that have waited longer.
   * @param signal ends the waiting.
   * @throws the signal's reason.
   */
  async take(bytes: number, client: Client, signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    const taken = this.tryTake(bytes, client);
    if (taken !== null) return taken;
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.delete(waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        client,
        bytes,
        take: () => {
          signal.removeEventListener('abort', giveUp);
          resolve(this.#take(bytes, client));
        },
      };
      this.#waiting.add(waiting);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** An address that holds nothing may exceed its share; otherwise large requests could never be served. */
  #fits(bytes: number, { address }: Client): boolean {
    const held = this.#heldBy.of(address);
    const withinShare = held === 0 || held + bytes <= this.#perAddress;
    return withinShare && (this.#held === 0 || this.#held + bytes <= this.#total);
  }

  #take(bytes: number, { address }: Client): Release {
    this.#held += bytes;
    this.#heldBy.add(address, bytes);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#held -= bytes;
      this.#heldBy.remove(address, bytes);
      for (const waiting of this.#waiting) {
        if (!this.#fits(waiting.bytes, waiting.client)) continue;
        this.#waiting.delete(waiting);
        waiting.take();
      }
    };
  }
}
