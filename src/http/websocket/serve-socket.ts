import type { IncomingMessage } from 'node:http';
import { CloseCode, type Server } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { lengthWithoutDataUris } from '../bodies/data-uri-allowance.ts';
import { OperationsUnderWay } from '../connections/operations-under-way.ts';

/** What operations know of the connection they came over. */
export interface Connection extends Record<PropertyKey, unknown> {
  readonly request: IncomingMessage;
  readonly operations: OperationsUnderWay;
}

export interface SocketOptions {
  /** Interval of pings in milliseconds; a client that has not answered one when the next is due is cut off. */
  readonly keepAlive: number;
  /** Largest message without its data URIs. */
  readonly maxMessageBytes: number;
  readonly logger: Logger;
}

/** The code with which ws refuses what is too large for it (RFC 6455). */
const messageTooBig = 1009;

/**
 * Connects one socket with the protocol. (The adapter that graphql-ws brings does the same, but prints what clients do
 * wrong on the console.)
 */
export function serveSocket(
  protocol: Server<Connection>,
  socket: WebSocket,
  request: IncomingMessage,
  { keepAlive, maxMessageBytes, logger }: SocketOptions,
): void {
  const fail = (error: unknown) => {
    logger.error({ err: error }, 'a WebSocket message could not be handled');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  // Broken frames and messages that are too large: ws closes the socket with the code that says so.
  socket.on('error', error => logger.debug({ err: error }, 'a WebSocket client broke the protocol'));

  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      // Resolved when the message has left for the network: whoever sends the next one waits for a slow client.
      send: message =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) return resolve();
          socket.send(message, error => (error ? reject(error) : resolve()));
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: receive => {
        socket.on('message', data => {
          const message = String(data);
          if (message.length > maxMessageBytes && lengthWithoutDataUris(message) > maxMessageBytes)
            return socket.close(messageTooBig, 'Message too large');
          receive(message).catch(fail);
        });
      },
    },
    { request, operations: new OperationsUnderWay() },
  );

  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const pings = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, keepAlive);

  socket.once('close', (code, reason) => {
    clearInterval(pings);
    closed(code, String(reason)).catch(fail);
  });
}
