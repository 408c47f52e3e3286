import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Gate } from '../../fairness/gate.ts';
import { dataUriAllowance } from '../bodies/data-uri-allowance.ts';
import type { Requester } from '../connections/requester.ts';
import type { GraphqlHandler } from '../graphql/graphql-handler.ts';
import { type OperationOptions, operationHooks } from './operation-hooks.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { requestPath } from './request-path.ts';
import { type SocketOptions, serveSocket, type WebSocketConnection } from './serve-socket.ts';

export interface WebSocketOptions extends SocketOptions, OperationOptions {
  readonly path: string;
  /** Time a client has for its first message, in milliseconds. */
  readonly webSocketInitTimeout: number;
  readonly gate: Gate;
  readonly requesterOf: (request: IncomingMessage) => Requester;
  /** Status of a refused request; null if it is accepted. */
  readonly refusal: (request: IncomingMessage, requester: Requester) => number | null;
}

/** Time-out of the closing handshake in milliseconds; suspended clients do not answer it. */
const closingGrace = 1000;

/**
 * Serves the graphql-transport-ws protocol on the HTTP server. @returns a function that closes all connections with
 * 1001.
 */
export function serveWebSocket(
  server: Server,
  handler: GraphqlHandler,
  options: WebSocketOptions,
): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.bodyBytes + dataUriAllowance,
    handleProtocols: protocols => handleProtocols(protocols),
    // One message per turn of the event loop: a packet may contain thousands, and others need their turn in between.
    allowSynchronousEvents: false,
  });
  const protocol = makeServer<Record<string, unknown>, WebSocketConnection>({
    connectionInitWaitTimeout: options.webSocketInitTimeout,
    ...operationHooks(handler, options),
  });

  server.on('upgrade', (request, connection: Duplex, head: Buffer) => {
    // Node removed its own listener; without one, a client reset would crash the process.
    connection.on('error', error => options.logger.debug({ err: error }, 'WebSocket connection lost'));
    if (requestPath(request.url ?? '/') !== options.path) return refuseUpgrade(connection, 404);
    const requester = options.requesterOf(request);
    const status = options.refusal(request, requester);
    if (status !== null) return refuseUpgrade(connection, status);
    sockets.handleUpgrade(request, connection, head, client => {
      serveSocket(protocol, client, request, connection, requester, options);
    });
  });

  return async () => {
    const clients = [...sockets.clients];
    for (const client of clients) client.close(1001, 'Going away');
    const cutOff = setTimeout(() => {
      for (const client of clients) client.terminate();
    }, closingGrace);
    await new Promise<void>(resolve => sockets.close(() => resolve()));
    clearTimeout(cutOff);
  };
}
