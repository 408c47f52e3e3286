import type { IncomingMessage } from 'node:http';

/** An incoming body. */
export interface RequestBody {
  readonly contentType: string;
  /** The `Content-Length` header. */
  readonly announced: string | undefined;
  readonly chunks: AsyncIterator<Uint8Array>;
}

/** Counts received bytes. */
export interface CountedBody extends RequestBody {
  /** Bytes received so far. */
  readonly received: number;
}

export function requestBody(request: IncomingMessage): CountedBody {
  // A reader that stops early still needs the socket for its response.
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
