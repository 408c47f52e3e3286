import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/** A PostgreSQL client's connection to the database thread, in place of a network socket. */
export class ThreadSocket extends Duplex {
  readonly #reach: () => Promise<MessagePort>;
  #port: MessagePort | undefined;

  /** @param reach connects to the thread; rejects with the reason if that fails. */
  constructor(reach: () => Promise<MessagePort>) {
    super();
    this.#reach = reach;
  }

  /** Like a network socket's: 'connect' or 'error' follows. */
  connect(): this {
    this.#reach().then(
      port => this.#connected(port),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  // Network socket options, which have no meaning here.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  #connected(port: MessagePort): void {
    if (this.destroyed) {
      port.close();
      return;
    }
    this.#port = port;
    port.on('message', (answer: Uint8Array<ArrayBuffer>) => this.push(Buffer.from(answer.buffer)));
    port.on('close', () => this.destroy());
    this.emit('connect');
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send([chunk]);
    done();
  }

  // Clients cork the messages of one statement, so they are sent together.
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this.#send(chunks.map(({ chunk }) => chunk));
    done();
  }

  override _final(done: () => void): void {
    this.#port?.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#port?.close();
    done(error);
  }

  #send(chunks: readonly Buffer[]): void {
    const messages = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let start = 0;
    for (const chunk of chunks) {
      messages.set(chunk, start);
      start += chunk.length;
    }
    this.#port?.postMessage(messages, [messages.buffer]);
  }
}
