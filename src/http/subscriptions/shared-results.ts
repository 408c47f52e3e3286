import { LRUCache } from 'lru-cache';
import type { Client } from '../../fairness/client.ts';
import type { WrittenResult } from '../answers/written-result.ts';

/** Cache size for results that late subscribers may need, in bytes. */
const roomForResults = 8 * 2 ** 20;
/** Approximate overhead per cached text. */
const bytesBesides = 1000;

/** Context of a result computed for several subscribers. */
export interface Sharing {
  /** Aborted when all of them have left or compute their own. */
  readonly signal: AbortSignal;
  /** Call this if the result depends on the client; each waiting subscriber then computes its own. */
  readonly askedWho: () => void;
}

/** A subscriber waiting for a result. */
export interface ResultAsker {
  readonly client: Client;
  /** Runs a piece of work when the client's turn comes. */
  readonly soon: (work: () => void) => void;
  /** Computes the result, in the first subscriber's turn. */
  readonly make: (sharing: Sharing) => Promise<WrittenResult>;
}

/** `apart`: it depends on the client. Null: all subscribers have left. */
export type SharedResult = WrittenResult | 'apart' | null;

/** A subscriber's share in a result. */
export interface Share {
  readonly result: Promise<SharedResult>;
  /** Gives up the share. */
  leave(): void;
}

/**
 * Computes the result of an event once for all equal subscriptions. Nobody waits behind another client's other work:
 * each client has its own turn, and the first turn starts the work. (`SharedWork` does this for few callers with long
 * waits; here there are thousands, for whom every microsecond counts.)
 */
export class SharedResults {
  /** By event, then by name: results in progress and cached ones. */
  readonly #pieces = new WeakMap<object, Map<string, Piece>>();
  /** The most recent results of any event. */
  readonly #kept = new LRUCache<Piece, WrittenResult>({
    maxSize: roomForResults,
    // No single result evicts more than a few others.
    maxEntrySize: roomForResults / 32,
    sizeCalculation: ({ bytes }) => bytes + bytesBesides,
    dispose: (_result, piece) => piece.forget(),
  });

  /**
   * @param event one object shared by all subscribers.
   * @param name equal for subscriptions with equal results.
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
  /** Clients that have a turn. */
  readonly #clients = new Set<string>();
  #sharers = 0;
  #begun = false;
  #over = false;

  constructor(siblings: Map<string, Piece>, name: string, onOver: (result: SharedResult) => void) {
    this.#siblings = siblings;
    this.#name = name;
    this.#onOver = onOver;
    // When all have left, failures go unnoticed.
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

  /** Later requests start again. */
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
