import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Client } from '../../fairness/client.ts';

const connections = new WeakMap<Socket, string>();
let connectionCount = 0;

/** Who sends a request, by the connection it came over. */
export function clientOf({ socket }: IncomingMessage): Client {
  const connection = connections.get(socket) ?? String(++connectionCount);
  connections.set(socket, connection);
  return { address: socket.remoteAddress ?? 'unknown', connection };
}
