import { LRUCache } from 'lru-cache';
import type { Client } from '../../fairness/client.ts';
import type { WrittenResult } from '../answers/written-result.ts';

/** Room for results that watchers who come late will ask for, in bytes. */
const roomForResults = 8 * 2 ** 20;

/** What one who makes a result for others besides knows of them. */
export interface Sharing {
  /** Aborted when all of them have left, or make their own. */
  readonly signal: AbortSignal;
  /** To be called when the result depends on who asks: each of those who wait for it is told to make his own. */
  readonly askedWho: () => void;
}

/** One who wants a result. */
export interface ResultAsker {
  readonly client: Client;
  /** Does a piece of work when it is the client's turn. */
  readonly soon: (work: () => void) => void;
  /** Makes the result, for the one whose turn is first. */
  readonly make: (sharing: Sharing) => Promise<WrittenResult>;
}

/** `apart`: it depends on who asks. Null: all who wanted it have left. */
export type SharedResult = WrittenResult | 'apart' | null;

/** One's part in a result. */
export interface Share {
  readonly result: Promise<SharedResult>;
  /** Gives the part up; nothing happens when the result is there. */
  readonly leave: () => void;
}

/**
 * What is made of an event for subscriptions that ask for the same is made once. Nobody waits behind what somebody else has
 * asked for besides: each client that joins has a turn of its own, and the first turn begins it. (`SharedWork` is that for
 * a few who wait for long; here are thousands, and each is one too many for a microsecond.)
 */
export class SharedResults {
  readonly #numbers = new WeakMap<object, number>();
  #count = 0;
  readonly #underWay = new Map<string, Piece>();
  readonly #written = new LRUCache<string, WrittenResult>({
    maxSize: roomForResults,
    // No single result pushes out more than a few others.
    maxEntrySize: roomForResults / 32,
    sizeCalculation: ({ bytes }) => bytes,
  });

  /**
   * @param event one object for all who are told of it.
   * @param name equal for those who make the same of it.
   */
  ask(event: object, name: string, asker: ResultAsker): Share {
    const key = `${this.#numberOf(event)} ${name}`;
    const written = this.#written.get(key);
    if (written !== undefined) return { result: Promise.resolve(written), leave: () => {} };
    const piece = this.#underWay.get(key) ?? this.#begin(key);
    piece.join(asker);
    return { result: piece.result, leave: () => piece.leave() };
  }

  #begin(key: string): Piece {
    const piece = new Piece(result => {
      if (this.#underWay.get(key) === piece) this.#underWay.delete(key);
      if (result !== null && result !== 'apart') this.#written.set(key, result);
    });
    this.#underWay.set(key, piece);
    return piece;
  }

  #numberOf(event: object): number {
    const known = this.#numbers.get(event);
    if (known !== undefined) return known;
    this.#numbers.set(event, ++this.#count);
    return this.#count;
  }
}

class Piece {
  readonly #outcome = Promise.withResolvers<SharedResult>();
  readonly #onOver: (result: SharedResult) => void;
  readonly #abandoned = new AbortController();
  /** Those who have a turn. */
  readonly #clients = new Set<string>();
  #sharers = 0;
  #begun = false;
  #over = false;

  constructor(onOver: (result: SharedResult) => void) {
    this.#onOver = onOver;
    // When all have left nobody hears of a failure.
    this.result.catch(() => {});
  }

  get result(): Promise<SharedResult> {
    return this.#outcome.promise;
  }

  join({ client, soon, make }: ResultAsker): void {
    this.#sharers++;
    if (this.#begun) return;
    const name = `${client.address} ${client.connection}`;
    if (this.#clients.has(name)) return;
    this.#clients.add(name);
    soon(() => this.#make(make));
  }

  leave(): void {
    if (--this.#sharers === 0) this.#giveUp(null);
  }

  #make(make: ResultAsker['make']): void {
    if (this.#begun || this.#over) return;
    this.#begun = true;
    make({ signal: this.#abandoned.signal, askedWho: () => this.#giveUp('apart') }).then(
      result => this.#end(result),
      (error: unknown) => {
        this.#outcome.reject(error);
        this.#end(null);
      },
    );
  }

  #giveUp(instead: 'apart' | null): void {
    this.#end(instead);
    this.#abandoned.abort();
  }

  #end(result: SharedResult): void {
    if (this.#over) return;
    this.#over = true;
    this.#onOver(result);
    this.#outcome.resolve(result);
  }
}
