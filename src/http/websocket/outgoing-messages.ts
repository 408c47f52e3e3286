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
  readonly #reading: HeldReading;
  readonly #options: OutgoingOptions;
  readonly #waiting = new Set<() => void>();

  constructor(socket: WebSocket, reading: HeldReading, options: OutgoingOptions) {
    this.#socket = socket;
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
