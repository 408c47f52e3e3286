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
import { HeldReading } from './held-reading.ts';
import { IncomingMessages } from './incoming-messages.ts';
import { operationIdOf, takenBackBy } from './message-head.ts';
import { OutgoingMessages } from './outgoing-messages.ts';

/** What operations know of the connection they came over. */
export interface WebSocketConnection extends Record<PropertyKey, unknown> {
  readonly requester: Requester;
  /** The one that opened it. */
  readonly request: IncomingMessage;
  /** Known when the first message was acknowledged. */
  viewer: Viewer | null;
  readonly operations: OperationsUnderWay;
  readonly outgoing: OutgoingMessages;
  /** Gives back the room of the message that is handed to the protocol just now. Otherwise that is held until it has been dealt with. */
  room: Release | null;
}

export interface SocketOptions extends PaceLimits {
  /** Interval of pings in milliseconds; a client that has not answered one when the next is due is cut off. */
  readonly webSocketKeepAlive: number;
  /** Largest message without its data URIs. */
  readonly bodyBytes: number;
  /** Bytes a client may leave unread before nothing more is taken from it. */
  readonly webSocketUnreadBytes: number;
  /** Hold messages, large and others, until they were dealt with. */
  readonly memory: ByteBudget;
  readonly ordinaryMemory: ByteBudget;
  /** Holds large answers until they were read. */
  readonly unread: ByteBudget;
  readonly gate: Gate;
  readonly logger: Logger;
}

/** The code with which ws refuses what is too large for it (RFC 6455). */
const messageTooBig = 1009;

/**
 * Connects one socket with the protocol. (The adapter that graphql-ws brings does less: it takes whatever a client
 * sends, whether the client reads or not, and prints what clients do wrong on the console.)
 */
export function serveSocket(
  protocol: Server<WebSocketConnection>,
  socket: WebSocket,
  request: IncomingMessage,
  connection: Duplex,
  requester: Requester,
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
  // Broken frames and messages that are too large: ws closes the socket with the code that says so.
  socket.on('error', error => logger.debug({ err: error }, 'WebSocket protocol violation by a client'));

  const itself: WebSocketConnection = {
    requester,
    request,
    viewer: null,
    operations,
    outgoing,
    room: null,
  };
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
          const fits = message.length <= bodyBytes || lengthWithoutDataUris(message) <= bodyBytes;
          const handled = !fits
            ? refuse(message, bodyTooLarge(bodyBytes))
            : release === null
              ? refuse(message, noMemory())
              : receive(message);
          handled
            .catch(error => {
              if (!isForClients(message)) return fail(error);
              socket.close(CloseCode.BadRequest, 'Only servers may send this message');
            })
            .finally(() => release?.());
          // The protocol's implementation lets go of it, and tells nobody.
          const takenBack = takenBackBy(message);
          if (takenBack !== null) operations.end(takenBack);
        });
      },
    },
    itself,
  );

  /** Ends the operation that the message asks for, and nothing else where that can be told. */
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

/** Whether a message is one that the protocol has for the other direction: there its implementation throws. */
function isForClients(message: string): boolean {
  const forClients: readonly MessageType[] = [MessageType.ConnectionAck, MessageType.Next, MessageType.Error];
  try {
    return forClients.includes(parseMessage(message).type);
  } catch {
    return false;
  }
}
