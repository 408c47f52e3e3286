import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLError } from 'graphql';
import { CloseCode, MessageType, parseMessage, type Server } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { Viewer } from '../../access/viewer.ts';
import type { ByteBudget, Release } from '../../fairness/byte-budget.ts';
import type { Gate } from '../../fairness/gate.ts';
import { withoutInternalExtensions } from '../answers/without-internals.ts';
import { lengthWithoutDataUris } from '../bodies/data-uri-allowance.ts';
import type { PaceLimits } from '../bodies/pace.ts';
import { bodyTooLarge } from '../bodies/read-body.ts';
import { connectionOf } from '../connections/connection.ts';
import type { OperationsUnderWay } from '../connections/operations-under-way.ts';
import type { Requester } from '../connections/requester.ts';
import { noMemory } from '../graphql/operation-intake.ts';
import { type RequestScope, withinRequest } from '../requests/request-scope.ts';
import { HeldReading } from './held-reading.ts';
import { IncomingMessages } from './incoming-messages.ts';
import { operationIdOf, takenBackBy } from './message-head.ts';
import { OutgoingMessages } from './outgoing-messages.ts';

/** A request that was upgraded to a socket. */
export interface Upgraded {
  readonly request: IncomingMessage;
  readonly connection: Duplex;
  readonly requester: Requester;
  readonly scope: RequestScope;
}

/** Connection data available to operations. */
export interface WebSocketConnection extends Record<PropertyKey, unknown> {
  readonly requester: Requester;
  /** The client that opened it. */
  readonly request: IncomingMessage;
  readonly scope: RequestScope;
  /** Known once the first message is acknowledged. */
  viewer: Viewer | null;
  /** Does something when the connection ends; at once if it has. */
  readonly atEnd: (work: () => void) => void;
  readonly close: (code: number, reason: string) => void;
  readonly operations: OperationsUnderWay;
  readonly outgoing: OutgoingMessages;
  /**
   * Releases the room of the message currently being handled; otherwise it is held until the message has been
   * processed.
   */
  room: Release | null;
  /** Length of the message currently being handled. */
  received: number;
}

export interface SocketOptions extends PaceLimits {
  /** Ping interval in milliseconds; a client that has not answered by the next ping is disconnected. */
  readonly webSocketKeepAlive: number;
  /** Maximum size of a message without its data URIs. */
  readonly bodyBytes: number;
  /** Unread bytes at which reading from the client stops. */
  readonly webSocketUnreadBytes: number;
  /** Budgets for large and ordinary messages until they are processed. */
  readonly memory: ByteBudget;
  readonly ordinaryMemory: ByteBudget;
  /** Budget for large responses until they have been read. */
  readonly unread: ByteBudget;
  readonly gate: Gate;
  readonly logger: Logger;
}

/** The close code of ws for oversized messages (RFC 6455). */
const messageTooBig = 1009;

/**
 * Connects a socket to the protocol. (The adapter of graphql-ws does less: it accepts everything a client sends, even
 * if the client does not read, and prints client errors to the console.)
 */
export function serveSocket(
  protocol: Server<WebSocketConnection>,
  socket: WebSocket,
  { request, connection, requester, scope }: Upgraded,
  options: SocketOptions,
): void {
  const { logger, bodyBytes } = options;
  const { client } = requester;
  const { operations } = connectionOf(request.socket);
  const reading = new HeldReading(socket);
  const outgoing = new OutgoingMessages(socket, connection, reading, {
    ...options,
    client,
    soon: work => options.gate.soon(client, work),
  });
  const incoming = new IncomingMessages(socket, connection, reading, {
    ...options,
    client,
    signal: operations.begin(Symbol('connection')),
  });
  const fail = (error: unknown) => {
    logger.error({ err: error }, 'cannot handle a WebSocket message');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  // For broken frames and oversized messages, ws closes the socket with the matching code.
  socket.on('error', error => logger.debug({ err: error }, 'WebSocket protocol violation by a client'));

  const itself: WebSocketConnection = {
    requester,
    request,
    scope,
    viewer: null,
    atEnd: work => {
      if (socket.readyState === socket.CLOSED) work();
      else socket.once('close', work);
    },
    close: (code, reason) => socket.close(code, reason),
    operations,
    outgoing,
    room: null,
    received: 0,
  };
  let messages = 0;
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: message => outgoing.send(message),
      close: (code, reason) => socket.close(code, reason),
      onMessage: receive => {
        socket.on('message', data => {
          const message = String(data);
          const release = incoming.complete(message);
          itself.room = release;
          itself.received = message.length;
          const fits = message.length <= bodyBytes || lengthWithoutDataUris(message) <= bodyBytes;
          const handled = !fits
            ? refuse(message, bodyTooLarge(bodyBytes))
            : release === null
              ? refuse(message, noMemory())
              : withinRequest({ id: `${scope.id}/${++messages}`, viewer: itself.viewer }, () =>
                  receive(message),
                );
          handled
            .catch(error => {
              if (!isForClients(message)) return fail(error);
              socket.close(CloseCode.BadRequest, 'Only servers may send this message');
            })
            .finally(() => release?.());
          // graphql-ws drops it without notifying anyone.
          const takenBack = takenBackBy(message);
          if (takenBack !== null) operations.end(takenBack);
        });
      },
    },
    itself,
  );

  /** Ends only the operation of the message, if it can be identified. */
  async function refuse(message: string, error: GraphQLError): Promise<void> {
    const id = operationIdOf(message);
    if (id === null) return socket.close(messageTooBig, 'Message too large');
    const payload = [withoutInternalExtensions(error.toJSON())];
    await outgoing.send(JSON.stringify({ id, type: 'error', payload }));
  }

  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const pings = setInterval(() => {
    if (!answered || incoming.tooSlow) return socket.terminate();
    answered = false;
    socket.ping();
  }, options.webSocketKeepAlive);

  socket.once('close', (code, reason) => {
    clearInterval(pings);
    closed(code, String(reason)).catch(fail);
  });
}

/** Whether a message belongs to the other direction of the protocol, for which graphql-ws would throw. */
function isForClients(message: string): boolean {
  const forClients: readonly MessageType[] = [MessageType.ConnectionAck, MessageType.Next, MessageType.Error];
  try {
    return forClients.includes(parseMessage(message).type);
  } catch {
    return false;
  }
}
