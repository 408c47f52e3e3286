import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { RequestScope } from './request-scope.ts';

/** Health checks and scrapes come all the time, and tell nothing. */
const unlogged = /^\/(health\/|metrics$)/;
const longestPath = 500;
/** Status that proxies log for clients that disconnected before the response. */
const clientClosedRequest = 499;

/** How a request ended. */
export interface Answered {
  readonly method: string;
  /** Without its query, where signatures are. */
  readonly path: string;
  /** The HTTP status; for operations over a WebSocket, whether there were errors. */
  readonly status: number | 'ok' | 'errors';
  /** When it began, by `performance.now()`. */
  readonly began: number;
  /** Of the response, without its head; null if not counted. */
  readonly bytes: number | null;
}

/** One line per request, without secrets. */
export class AccessLog {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Logs a request when it has been answered, or its client has left. */
  watch(scope: RequestScope, request: IncomingMessage, response: ServerResponse): void {
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (unlogged.test(path)) return;
    const began = performance.now();
    const written = countBytes(response);
    response.once('close', () => {
      const status = response.headersSent ? response.statusCode : clientClosedRequest;
      this.write(scope, { method: request.method ?? '', path, status, began, bytes: written() });
    });
  }

  write({ id, viewer }: RequestScope, { began, path, ...answered }: Answered): void {
    const line = {
      requestId: id,
      ...answered,
      path: path.slice(0, longestPath),
      ms: Math.round((performance.now() - began) * 10) / 10,
      owner: viewer?.owner ?? null,
      key: viewer?.keyPrefix ?? null,
    };
    this.#logger.info(line, 'request');
  }
}

/** @returns the number of body bytes written so far. */
function countBytes(response: ServerResponse): () => number {
  let bytes = 0;
  const count = (chunk: unknown) => {
    if (typeof chunk === 'string') bytes += Buffer.byteLength(chunk);
    else if (chunk instanceof Uint8Array) bytes += chunk.byteLength;
  };
  const { write, end } = response;
  response.write = (...given: unknown[]) => {
    count(given[0]);
    return Reflect.apply(write, response, given);
  };
  response.end = (...given: unknown[]) => {
    count(given[0]);
    return Reflect.apply(end, response, given);
  };
  return () => bytes;
}
