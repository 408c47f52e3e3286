import type { WebSocket } from 'ws';

/** Takes nothing from a client while there is a reason not to: what it sent stays in the network, and holds it up there. */
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
