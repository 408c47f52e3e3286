import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the hub misbehaves. */
export interface Mischief {
  /** Cuts each connection after this many bytes of content. */
  readonly cutAfter?: number;
  /** How many connections are cut before they are left alone. @default Infinity */
  readonly cuts?: number;
  /** In place of cutting, sends nothing more. */
  readonly stalls?: boolean;
  /** Sends the whole file whatever range was asked for. */
  readonly ignoresRange?: boolean;
  /** Flips a bit of this byte. */
  readonly corruptByte?: number;
  /** Says no checksum. */
  readonly silentOnChecksum?: boolean;
}

/** A model hub on this machine: `/resolve/main/<file>` redirects, with the checksum, to where the content is. */
export class Hub implements AsyncDisposable {
  readonly files = new Map<string, Buffer>();
  /** Range headers of the requests for content; `null` where there was none. */
  readonly ranges: (string | null)[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #mischief: Mischief = {};
  #cuts = 0;

  static async start(): Promise<Hub> {
    const hub = new Hub();
    await new Promise<void>(resolve => hub.#server.listen(0, '127.0.0.1', resolve));
    return hub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on. */
  misbehave(mischief: Mischief): void {
    this.#mischief = mischief;
    this.#cuts = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const [, kind, name = ''] = /^\/(resolve\/main|content)\/(.+)$/.exec(request.url ?? '') ?? [];
    const file = this.files.get(name);
    if (file === undefined) response.writeHead(404).end('no such file');
    else if (kind === 'content') this.#send(file, request, response);
    else {
      const linked = { 'x-linked-etag': `"${sha256(file)}"`, 'x-linked-size': String(file.length) };
      response
        .writeHead(302, { location: `/content/${name}`, ...(this.#mischief.silentOnChecksum ? {} : linked) })
        .end();
    }
  }

  #send(file: Buffer, request: IncomingMessage, response: ServerResponse): void {
    const { cutAfter, cuts = Number.POSITIVE_INFINITY, stalls, ignoresRange, corruptByte } = this.#mischief;
    const content = Buffer.from(file);
    if (corruptByte !== undefined) content.writeUInt8(content.readUInt8(corruptByte) ^ 1, corruptByte);
    const etag = `"storage-${file.length}"`;
    if (request.method === 'HEAD') {
      response.writeHead(200, { etag, 'content-length': content.length }).end();
      return;
    }
    this.ranges.push(request.headers.range ?? null);
    const condition = request.headers['if-range'];
    const [, first] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const start = first === undefined || ignoresRange || (condition ?? etag) !== etag ? null : Number(first);
    const body = content.subarray(start ?? 0);
    response.writeHead(start === null ? 200 : 206, {
      etag,
      'content-length': body.length,
      ...(start === null
        ? {}
        : { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` }),
    });
    if (cutAfter === undefined || this.#cuts >= cuts || body.length <= cutAfter) response.end(body);
    else {
      this.#cuts++;
      // Ended, not reset: what was sent arrives.
      response.write(body.subarray(0, cutAfter), () => stalls || response.socket?.end());
    }
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
