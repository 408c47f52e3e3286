import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type DocumentNode,
  type ExecutionArgs,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import {
  type ExecutionResult,
  handleProtocols,
  makeServer,
  type OperationResult,
  type ServerOptions,
} from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { dataUriAllowance } from '../bodies/data-uri-allowance.ts';
import type { GraphqlHandler, RequestContext } from '../graphql-handler.ts';
import { type Connection, serveSocket } from './serve-socket.ts';

export interface WebSocketOptions {
  readonly path: string;
  /** Largest message a client may send, in bytes; data URIs count up to an allowance of their own. */
  readonly maxMessageBytes: number;
  /** Time a client has for its first message, in milliseconds. */
  readonly initTimeout: number;
  /** Operations that may run on one connection at a time: a client that reads nothing holds up one message of each. */
  readonly maxOperations: number;
  /** Interval of pings, in milliseconds; a client that misses one is cut off. */
  readonly keepAlive: number;
  readonly logger: Logger;
  readonly requestContext: (request: IncomingMessage) => Omit<RequestContext, 'signal'>;
  /** Whether a page of the request's origin may connect: browsers let every page open a WebSocket to every server. */
  readonly originAllowed: (request: IncomingMessage) => boolean;
}

type ConnectionParams = Record<string, unknown>;

/** What `onSubscribe` hands to `execute` and `subscribe`: the functions with all of yoga's plugins. */
interface Executors {
  readonly execute: (args: ExecutionArgs) => OperationResult;
  readonly subscribe: (args: ExecutionArgs) => OperationResult;
}

/** A client that does not answer the closing handshake (it may be suspended) is cut off after this many milliseconds. */
const closingGrace = 1000;

/** Serves the protocol graphql-transport-ws on the HTTP server. @returns what closes all connections with 1001. */
export function serveWebSocket(
  server: Server,
  handler: GraphqlHandler,
  options: WebSocketOptions,
): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes + dataUriAllowance,
    handleProtocols: protocols => handleProtocols(protocols),
  });
  const protocol = makeServer<ConnectionParams, Connection>(protocolOptions(handler, options));

  server.on('upgrade', (request, socket: Duplex, head: Buffer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== options.path) return refuse(socket, '404 Not Found');
    if (!options.originAllowed(request)) return refuse(socket, '403 Forbidden');
    sockets.handleUpgrade(request, socket, head, client => {
      serveSocket(protocol, client, request, options);
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

function protocolOptions(
  handler: GraphqlHandler,
  options: WebSocketOptions,
): ServerOptions<ConnectionParams, Connection> {
  return {
    connectionInitWaitTimeout: options.initTimeout,
    execute: args => executorsOf(args).execute(args),
    subscribe: args => executorsOf(args).subscribe(args),
    onSubscribe: async ({ extra, subscriptions }, id, params) => {
      // The new operation is among them already.
      if (Object.keys(subscriptions).length > options.maxOperations) {
        return [tooManyOperations(options.maxOperations)];
      }
      const { schema, execute, subscribe, contextFactory, parse, validate } = handler.getEnveloped({
        ...options.requestContext(extra.request),
        signal: extra.operations.begin(id),
        params,
      });
      const document = parsed(() => parse(params.query));
      if (document instanceof GraphQLError) return [document];
      const errors = validate(schema, document);
      if (errors.length > 0) return errors;
      return {
        schema,
        document,
        operationName: params.operationName,
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
    },
    onComplete: ({ extra }, id) => extra.operations.end(id),
    onClose: ({ extra }) => extra.operations.endAll(),
    onNext: (_context, _id, _params, _args, result) => withoutInternals(result),
    onError: (_context, _id, _params, errors) =>
      errors.map(error => withoutInternalExtensions(error.toJSON())),
  };
}

function tooManyOperations(limit: number): GraphQLError {
  return new GraphQLError(`At most ${limit} operations may run on one connection at a time.`, {
    extensions: { code: 'TOO_MANY_OPERATIONS', limit },
  });
}

/** A syntax error as a value: thrown in `onSubscribe`, it would close the socket with all its other operations. */
function parsed(parse: () => DocumentNode): DocumentNode | GraphQLError {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return new GraphQLError(error.message, {
      source: error.source ?? null,
      positions: error.positions ?? null,
      extensions: { ...error.extensions, code: 'GRAPHQL_PARSE_FAILED' },
    });
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function executorsOf(args: ExecutionArgs): Executors {
  return args.rootValue as Executors;
}

function withoutInternals(result: ExecutionResult): FormattedExecutionResult | undefined {
  const { errors, data, extensions } = result;
  if (!errors) return undefined;
  return {
    errors: errors.map(error =>
      withoutInternalExtensions(error instanceof GraphQLError ? error.toJSON() : error),
    ),
    ...(data === undefined ? {} : { data }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** Yoga marks errors for its HTTP answers; clients have no use for the marks. */
function withoutInternalExtensions(error: GraphQLFormattedError): GraphQLFormattedError {
  const { http: _http, unexpected: _unexpected, ...extensions } = error.extensions ?? {};
  return { ...error, extensions };
}
