import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Closes idle connections that have no work in progress or do not read pending data, since they only hold memory.
 * Connections with work in progress may stay longer.
 * @param timeout in milliseconds.
 */
export function closeStalled(server: Server, timeout: number): void {
  const underWay = new WeakMap<Socket, number>();
  const count = (socket: Socket, change: number) =>
    underWay.set(socket, (underWay.get(socket) ?? 0) + change);
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    count(socket, 1);
    response.once('close', () => count(socket, -1));
  });
  // With a `timeout` listener, the server closes nothing by itself, not even keep-alive connections.
  server.setTimeout(timeout, (socket: Socket) => {
    if (socket.writableLength > 0 || !underWay.get(socket)) socket.destroy();
  });
}
