import { LRUCache } from 'lru-cache';
import type { Client } from '../../fairness/client.ts';
import type { WrittenResult } from '../answers/written-result.ts';

/** Room for results that watchers who come late will ask for, in bytes. */
const roomForResults = 8 * 2 ** 20;
/** What is kept besides a text, roughly. */
const bytesBesides = 1000;

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
  /** Gives the part up. */
  leave(): void;
}

/**
 * What is made of an event for subscriptions that ask for the same is made once. Nobody waits behind what somebody else has
 * asked for besides: each client that joins has a turn of its own, and the first turn begins it. (`SharedWork` is that for
 * a few who wait for long; here are thousands, and each is one too many for a microsecond.)
 */
export class SharedResults {
  /** By event, then by name: those under way, and those that are kept. */
  readonly #pieces = new WeakMap<object, Map<string, Piece>>();
  /** The last ones, of whatever event. */
  readonly #kept = new LRUCache<Piece, WrittenResult>({
    maxSize: roomForResults,
    // No single result pushes out more than a few others.
    maxEntrySize: roomForResults / 32,
    sizeCalculation: ({ bytes }) => bytes + bytesBesides,
    dispose: (_result, piece) => piece.forget(),
  });

  /**
   * @param event one object for all who are told of it.
   * @param name equal for those who make the same of it.
   */
  ask(event: object, name: string, asker: ResultAsker): Share {
    const pieces = this.#pieces.get(event) ?? new Map<string, Piece>();
    this.#pieces.set(event, pieces);
    const piece = pieces.get(name) ?? new Piece(pieces, name, result => this.#keep(piece, result));
    pieces.set(name, piece);
    piece.join(asker);
    return piece;
  }

  #keep(piece: Piece, result: SharedResult): void {
    if (result !== null && result !== 'apart') this.#kept.set(piece, result);
    if (!this.#kept.has(piece)) piece.forget();
  }
}

class Piece implements Share {
  readonly #siblings: Map<string, Piece>;
  readonly #name: string;
  readonly #onOver: (result: SharedResult) => void;
  readonly #outcome = Promise.withResolvers<SharedResult>();
  readonly #abandoned = new AbortController();
  /** Those who have a turn. */
  readonly #clients = new Set<string>();
  #sharers = 0;
  #begun = false;
  #over = false;

  constructor(siblings: Map<string, Piece>, name: string, onOver: (result: SharedResult) => void) {
    this.#siblings = siblings;
    this.#name = name;
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

  /** Whoever asks from here on begins anew. */
  forget(): void {
    if (this.#siblings.get(this.#name) === this) this.#siblings.delete(this.#name);
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
    if (this.#over) return;
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
