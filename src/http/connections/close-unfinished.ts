import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ordinaryBytes } from '../bodies/read-body.ts';

/** Time a client has to read an answer that came before it had sent all of its request, in milliseconds. */
const grace = 500;

/**
 * Closes connections on which a request was answered before all of it had come, as one that is too large is. To read the
 * rest, only to be able to take another request after it, would be work for nothing.
 */
export function closeUnfinished(server: Server): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      if (request.complete) return;
      // What is short is there before one could stop reading it.
      const announced = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
      // Node begins to read it to its end in a moment: only after that does it stop.
      if (announced > ordinaryBytes) setImmediate(() => request.socket.pause());
      setTimeout(() => {
        if (!request.complete) request.socket.destroy();
      }, grace).unref();
    });
  });
}
