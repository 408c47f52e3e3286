import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ordinaryBytes } from '../bodies/read-body.ts';

/** Time a client has to read a response sent before its request was complete, in milliseconds. */
const grace = 500;

/**
 * Closes connections whose request was answered before it was complete, such as a body that is too large. Reading the
 * rest just to reuse the connection would be wasteful.
 */
export function closeUnfinished(server: Server): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      if (request.complete) return;
      // Short bodies have already arrived.
      const announced = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
      // Node is about to start reading it to the end, so stop it afterwards.
      if (announced > ordinaryBytes) setImmediate(() => request.socket.pause());
      setTimeout(() => {
        if (!request.complete) request.socket.destroy();
      }, grace).unref();
    });
  });
}
