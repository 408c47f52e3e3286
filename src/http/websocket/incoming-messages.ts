import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ByteBudget, Release } from '../../fairness/byte-budget.ts';
import type { Client } from '../../fairness/client.ts';
import { dataUriAllowance } from '../bodies/data-uri-allowance.ts';
import { Pace, type PaceLimits } from '../bodies/pace.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import { copiesOfText } from '../bodies/use-request-bodies.ts';
import type { HeldReading } from './held-reading.ts';

const roomForMessage = copiesOfText * dataUriAllowance;

export interface IncomingOptions extends PaceLimits {
  /** Budget for large messages. */
  readonly memory: ByteBudget;
  /** Budget for ordinary requests. */
  readonly ordinaryMemory: ByteBudget;
  readonly client: Client;
  /** Aborted with the connection. */
  readonly signal: AbortSignal;
}

/** Ensures that fragmented messages have room and arrive fast enough. */
export class IncomingMessages {
  readonly #options: IncomingOptions;
  readonly #reading: HeldReading;
  #pace: Pace | null = null;
  #bytes = 0;
  #room: Promise<Release> | null = null;

  constructor(socket: WebSocket, connection: Duplex, reading: HeldReading, options: IncomingOptions) {
    this.#options = options;
    this.#reading = reading;
    connection.on('data', (chunk: Uint8Array) => this.#arrived(chunk.length));
    // Control frames may arrive between the fragments of a message and are not part of it.
    socket.on('ping', data => this.#discount(data.length));
    socket.on('pong', data => this.#discount(data.length));
    options.signal.addEventListener('abort', () => this.complete('')?.(), { once: true });
  }

  /** Whether a message that holds room is arriving too slowly. */
  get tooSlow(): boolean {
    return this.#pace !== null && this.#pace.left <= 0;
  }

  /**
   * Call this when a message is complete.
   * @returns a function that releases its room once it has been processed; null if there is no room.
   */
  complete(message: string): Release | null {
    const room = this.#room;
    this.#bytes = 0;
    this.#room = null;
    this.#pace = null;
    const { ordinaryMemory, client } = this.#options;
    if (room === null) return ordinaryMemory.tryTake(message.length * copiesOfText, client);
    return () => {
      room?.then(
        release => release(),
        () => {},
      );
    };
  }

  #arrived(bytes: number): void {
    this.#bytes += bytes;
    this.#pace?.arrived(bytes);
    if (this.#bytes <= ordinaryBytes || this.#room !== null) return;
    const { memory, client, signal } = this.#options;
    this.#reading.hold('memory');
    this.#room = memory.take(roomForMessage, client, signal);
    const goOn = () => {
      this.#pace = new Pace(this.#options);
      this.#reading.release('memory');
    };
    this.#room.then(goOn, () => {});
  }

  #discount(bytes: number): void {
    this.#bytes = Math.max(0, this.#bytes - bytes - 6);
  }
}
