import type { WebSocket } from 'ws';

/** Pauses reading from a client while there is a reason to: backpressure then slows it down. */
export class HeldReading {
  readonly #socket: WebSocket;
  readonly #reasons = new Set<string>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  hold(reason: string): void {
    this.#reasons.add(reason);
    this.#socket.pause();
  }

  release(reason: string): void {
    if (this.#reasons.delete(reason) && this.#reasons.size === 0) this.#socket.resume();
  }
}
