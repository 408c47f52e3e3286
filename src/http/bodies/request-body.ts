import type { IncomingMessage } from 'node:http';

/** A body as it comes in. */
export interface RequestBody {
  readonly contentType: string;
  /** The header `Content-Length`. */
  readonly announced: string | undefined;
  readonly chunks: AsyncIterator<Uint8Array>;
}

/** One that counts what comes. */
export interface CountedBody extends RequestBody {
  /** Bytes that came so far. */
  readonly received: number;
}

export function requestBody(request: IncomingMessage): CountedBody {
  // Whoever stops reading still answers, over the same socket.
  const chunks = request.iterator({ destroyOnReturn: false });
  let received = 0;
  return {
    contentType: request.headers['content-type'] ?? '',
    announced: request.headers['content-length'],
    chunks: {
      async next() {
        const result = await chunks.next();
        if (!result.done) received += result.value.byteLength;
        return result;
      },
    },
    get received() {
      return received;
    },
  };
}
