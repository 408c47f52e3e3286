import type { Socket } from 'node:net';
import { OperationsUnderWay } from './operations-under-way.ts';

/** One connection of a client, whatever is spoken over it. */
export class Connection {
  /** No other connection of this process has it. */
  readonly name: string;
  /** What was asked for over it and is not done. Ends with the connection. */
  readonly operations = new OperationsUnderWay();

  constructor(name: string) {
    this.name = name;
  }
}

const connections = new WeakMap<Socket, Connection>();
let count = 0;

/** The connection of a socket, which lives as long as that. */
export function connectionOf(socket: Socket): Connection {
  const known = connections.get(socket);
  if (known !== undefined) return known;
  const connection = new Connection(String(++count));
  connections.set(socket, connection);
  // Node tells neither the requests that wait behind another of the same connection, nor those whose body was read, that
  // their client is gone: the socket is the one place where it always shows.
  socket.once('close', () => connection.operations.endAll());
  return connection;
}
