import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ByteBudget } from '../../fairness/byte-budget.ts';
import type { Client } from '../../fairness/client.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import type { HeldReading } from './held-reading.ts';

export interface OutgoingOptions {
  /** Unread bytes at which reading from the client stops. */
  readonly webSocketUnreadBytes: number;
  readonly unread: ByteBudget;
  readonly client: Client;
  /** Runs a piece of work when the client's turn comes. */
  readonly soon: (work: () => void) => void;
}

/** Approximate bytes sent per turn. */
const bytesOfTurn = 2 ** 18;

/** A message waiting for its client's turn. */
interface Waiting {
  readonly message: string;
  /** Aborted when the client no longer wants it. */
  readonly signal: AbortSignal;
  readonly sent: () => void;
}

/** The close code "try again later" (RFC 6455, registered by IANA). */
export const tryAgainLater = 1013;

/**
 * Outgoing messages of a client. While too much is unread, reading from the client stops; otherwise it could request
 * endless responses and have them all buffered.
 */
export class OutgoingMessages {
  readonly #socket: WebSocket;
  readonly #connection: Duplex;
  readonly #reading: HeldReading;
  readonly #options: OutgoingOptions;
  readonly #waiting = new Set<() => void>();

  /** Messages waiting for the client's turn, in order. */
  #inTurn: Waiting[] = [];
  #inTurnLength = 0;

  constructor(socket: WebSocket, connection: Duplex, reading: HeldReading, options: OutgoingOptions) {
    this.#socket = socket;
    this.#connection = connection;
    this.#reading = reading;
    this.#options = options;
    socket.once('close', () => this.#look());
  }

  /** Resolves when the message has been written to the network, so that senders wait for slow clients. */
  send(message: string): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    const { unread, client } = this.#options;
    const release = message.length <= ordinaryBytes ? () => {} : unread.tryTake(message.length, client);
    if (release === null) {
      // Subscriptions resume after the last event read; everything else can be requested again.
      socket.close(tryAgainLater, 'Too many unread responses');
      return Promise.resolve();
    }
    return new Promise(resolve => {
      // A failure means that the client is gone; `close` reports it.
      socket.send(message, () => {
        release();
        resolve();
        this.#look();
      });
      this.#look();
    });
  }

  /** Resolves when little is unread, or the client is gone. */
  drained(): Promise<void> {
    return this.#tooMuch ? new Promise(resolve => this.#waiting.add(resolve)) : Promise.resolve();
  }

  /**
   * Sends a message in the client's turn, together with all other waiting ones in one packet, because a system call
   * costs more than everything else done for a message.
   * @returns when little else is unread, or the message is no longer wanted.
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
