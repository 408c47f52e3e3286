import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Gate } from '../../fairness/gate.ts';
import { dataUriAllowance } from '../bodies/data-uri-allowance.ts';
import type { Requester } from '../connections/requester.ts';
import type { GraphqlHandler } from '../graphql/graphql-handler.ts';
import { newRequest } from '../requests/request-scope.ts';
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

const switchingProtocols = 101;

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
  const ids = new WeakMap<IncomingMessage, string>();
  sockets.on('headers', (headers, request) => {
    headers.push(`X-Request-Id: ${ids.get(request)}`);
  });
  const protocol = makeServer<Record<string, unknown>, WebSocketConnection>({
    connectionInitWaitTimeout: options.webSocketInitTimeout,
    ...operationHooks(handler, options),
  });

  server.on('upgrade', (request, connection: Duplex, head: Buffer) => {
    // Node removed its own listener; without one, a client reset would crash the process.
    connection.on('error', error => options.logger.debug({ err: error }, 'WebSocket connection lost'));
    const scope = newRequest(request.headers['x-request-id']);
    const began = performance.now();
    const path = requestPath(request.url ?? '/') ?? '';
    const log = (status: number) =>
      options.accessLog?.write(scope, { method: 'GET', path, status, began, bytes: null });
    const refuse = (status: number) => {
      refuseUpgrade(connection, status);
      log(status);
    };
    if (path !== options.path) return refuse(404);
    const requester = options.requesterOf(request);
    const status = options.refusal(request, requester);
    if (status !== null) return refuse(status);
    ids.set(request, scope.id);
    sockets.handleUpgrade(request, connection, head, client => {
      serveSocket(protocol, client, { request, connection, requester, scope }, options);
      client.once('close', () => log(switchingProtocols));
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
