import type { Socket } from 'node:net';
import { OperationsUnderWay } from './operations-under-way.ts';

/** A client connection, whatever its protocol. */
export class Connection {
  /** Unique within this process. */
  readonly name: string;
  /** Operations in progress over it. They end with the connection. */
  readonly operations = new OperationsUnderWay();

  constructor(name: string) {
    this.name = name;
  }
}

const connections = new WeakMap<Socket, Connection>();
let count = 0;

/** The connection of a socket, with the same lifetime. */
export function connectionOf(socket: Socket): Connection {
  const known = connections.get(socket);
  if (known !== undefined) return known;
  const connection = new Connection(String(++count));
  connections.set(socket, connection);
  // Node does not notify requests queued behind another one of the same connection, nor requests whose body was read,
  // that the client is gone. Only the socket reliably shows it.
  socket.once('close', () => connection.operations.endAll());
  return connection;
}
