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

  #gathering = false;

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
      socket.close(tryAgainLater, 'Too many answers wait to be read');
      return Promise.resolve();
    }
    this.#gather();
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

  /** What is sent in one go leaves in one packet: a call to the system costs more than all else that is done for a message. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#connection.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.#connection.uncork();
    });
  }

  get #tooMuch(): boolean {
    const { OPEN, bufferedAmount, readyState } = this.#socket;
    return readyState === OPEN && bufferedAmount > this.#options.webSocketUnreadBytes;
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
