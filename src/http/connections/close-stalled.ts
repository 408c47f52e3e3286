import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Closes connections on which nothing was for so long, when nothing is done for them or what waits to be sent is not
 * read: it takes memory, for nobody. What is being worked on may take longer.
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
  // With a listener of its own, the server closes nothing by itself, not even what is kept alive.
  server.setTimeout(timeout, (socket: Socket) => {
    if (socket.writableLength > 0 || !underWay.get(socket)) socket.destroy();
  });
}
