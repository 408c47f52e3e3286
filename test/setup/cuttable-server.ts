import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut, and opened again. */
export class CuttableServer {
  readonly #url: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;

  private constructor(url: string) {
    this.#url = new URL(url);
    this.#server = createServer(client => this.#forward(client));
  }

  /** @param url of the server behind it. */
  static async open(url: string): Promise<CuttableServer> {
    const server = new CuttableServer(url);
    await server.restore();
    return server;
  }

  /** The server's address by this way. */
  get url(): string {
    const url = new URL(this.#url);
    url.host = `localhost:${this.#port}`;
    return url.href;
  }

  /** Resets what is connected, and refuses what comes. */
  async cut(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  /** Passes nothing on any more over what is connected, without a word to either end; what comes later gets through. */
  silence(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  async restore(): Promise<void> {
    this.#server.listen(this.#port, 'localhost');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #forward(client: Socket): void {
    const server = connect(Number(this.#url.port), this.#url.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
