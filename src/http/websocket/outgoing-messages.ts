import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ByteBudget } from '../../fairness/byte-budget.ts';
import type { Client } from '../../fairness/client.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import type { HeldReading } from './held-reading.ts';

export interface OutgoingOptions {
  /** Bytes a client may leave unread before nothing more is taken from it. */
  readonly webSocketUnreadBytes: number;
  readonly unread: ByteBudget;
  readonly client: Client;
  /** Does a piece of work when it is the client's turn. */
  readonly soon: (work: () => void) => void;
}

/** Bytes that leave in one turn, or a little more. */
const bytesOfTurn = 2 ** 18;

/** A message that waits for its client's turn. */
interface Waiting {
  readonly message: string;
  /** Aborted when the client does not want it any more. */
  readonly signal: AbortSignal;
  readonly sent: () => void;
}

/** The code for "come again later" (RFC 6455, registered by IANA). */
const tryAgainLater = 1013;

/**
 * What is on its way to a client. While too much of it waits to be read, nothing more is taken from the client: else it
 * could ask for answers without end, and have them all kept for it.
 */
export class OutgoingMessages {
  readonly #socket: WebSocket;
  readonly #connection: Duplex;
  readonly #reading: HeldReading;
  readonly #options: OutgoingOptions;
  readonly #waiting = new Set<() => void>();

  /** In order; what waits for the client's turn. */
  #inTurn: Waiting[] = [];
  #inTurnLength = 0;

  constructor(socket: WebSocket, connection: Duplex, reading: HeldReading, options: OutgoingOptions) {
    this.#socket = socket;
    this.#connection = connection;
    this.#reading = reading;
    this.#options = options;
    socket.once('close', () => this.#look());
  }

  /** Resolves when the message has left for the network: whoever sends the next one waits for a slow client. */
  send(message: string): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    const { unread, client } = this.#options;
    const release = message.length <= ordinaryBytes ? () => {} : unread.tryTake(message.length, client);
    if (release === null) {
      // Subscriptions go on after what was read; everything else can be asked for again.
      socket.close(tryAgainLater, 'Too many unread responses');
      return Promise.resolve();
    }
    return new Promise(resolve => {
      // A failure means that the client is gone, which `close` tells.
      socket.send(message, () => {
        release();
        resolve();
        this.#look();
      });
      this.#look();
    });
  }

  /** Resolves when little waits to be read, or the client is gone. */
  drained(): Promise<void> {
    return this.#tooMuch ? new Promise(resolve => this.#waiting.add(resolve)) : Promise.resolve();
  }

  /**
   * Sends a message when it is the client's turn, with whatever else waits for that, and in one packet: a call to the
   * system costs more than all the rest that is done for a message.
   * @returns when little waits to be read besides, or nobody wants it any more.
   */
  sendInTurn(message: string, signal: AbortSignal): Promise<void> {
    return new Promise(sent => {
      this.#inTurn.push({ message, signal, sent });
      this.#inTurnLength += message.length;
      if (this.#inTurn.length === 1) this.#options.soon(() => this.#turn());
    });
  }

  #turn(): void {
    const waiting = this.#inTurn;
    let length = 0;
    let count = 0;
    this.#connection.cork();
    for (const { message, signal, sent } of waiting) {
      if (length >= bytesOfTurn) break;
      length += message.length;
      count++;
      this.#waiting.add(sent);
      if (!signal.aborted) void this.send(message);
    }
    this.#connection.uncork();
    this.#inTurn = waiting.slice(count);
    this.#inTurnLength -= length;
    this.#look();
    if (this.#inTurn.length > 0) this.#options.soon(() => this.#turn());
  }

  get #tooMuch(): boolean {
    const { OPEN, bufferedAmount, readyState } = this.#socket;
    return readyState === OPEN && bufferedAmount + this.#inTurnLength > this.#options.webSocketUnreadBytes;
  }

  #look(): void {
    if (this.#tooMuch) {
      this.#reading.hold('unread answers');
      return;
    }
    this.#reading.release('unread answers');
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
