import type { IncomingMessage } from 'node:http';

/** A body as it comes in. */
export interface RequestBody {
  readonly contentType: string;
  /** The header `Content-Length`. */
  readonly announced: string | undefined;
  readonly chunks: AsyncIterator<Uint8Array>;
}

export function requestBody(request: IncomingMessage): RequestBody {
  return {
    contentType: request.headers['content-type'] ?? '',
    announced: request.headers['content-length'],
    // Whoever stops reading still answers, over the same socket.
    chunks: request.iterator({ destroyOnReturn: false }),
  };
}
