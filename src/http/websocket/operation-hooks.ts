import { type DocumentNode, type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import {
  CloseCode,
  type ExecutionResult,
  type OperationResult,
  type ServerOptions,
  type SubscribePayload,
} from 'graphql-ws';
import type { Logger } from 'pino';
import type { Allowances } from '../../access/limits/allowances.ts';
import { RateLimitedError } from '../../access/limits/rate-limited-error.ts';
import { UnauthenticatedError, type Viewers } from '../../access/viewers.ts';
import type { Release } from '../../fairness/byte-budget.ts';
import type { Gate, Place } from '../../fairness/gate.ts';
import { TooMuchWaitingError } from '../../fairness/too-much-waiting-error.ts';
import { withoutInternalExtensions, withoutInternals } from '../answers/without-internals.ts';
import type { WrittenResult } from '../answers/written-result.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import { bearerToken } from '../connections/bearer-token.ts';
import type { GraphqlHandler } from '../graphql/graphql-handler.ts';
import { rateLimited } from '../limits/rate-limited.ts';
import type { AccessLog } from '../requests/access-log.ts';
import { OperationLog } from './operation-log.ts';
import { tryAgainLater } from './outgoing-messages.ts';
import type { WebSocketConnection } from './serve-socket.ts';

export interface OperationOptions {
  readonly gate: Gate;
  /** Open operations per connection, including subscriptions. */
  readonly webSocketOperations: number;
  readonly viewers: Viewers;
  readonly allowances: Allowances | null;
  readonly accessLog: AccessLog | null;
  /** Where sockets are served. */
  readonly path: string;
  readonly logger: Logger;
}

type Hooks = Required<
  Pick<
    ServerOptions<Record<string, unknown>, WebSocketConnection>,
    'execute' | 'subscribe' | 'onConnect' | 'onSubscribe' | 'onComplete' | 'onClose' | 'onNext' | 'onError'
  >
>;

/** Data passed from `onSubscribe` to `execute` and `subscribe`. */
interface Prepared {
  /** With all of yoga's plugins. */
  readonly execute: (args: ExecutionArgs) => OperationResult;
  readonly subscribe: (args: ExecutionArgs) => OperationResult;
  readonly place: Place;
  /** Releases the room of the message. */
  readonly release: Release;
  readonly signal: AbortSignal;
}

/**
 * Executes operations over a WebSocket. Errors of an operation are never thrown, because that would close the socket
 * with all its other operations.
 */
export function operationHooks(handler: GraphqlHandler, options: OperationOptions): Hooks {
  const { gate, webSocketOperations, viewers, allowances, accessLog, path, logger } = options;
  const operationLog = new OperationLog(accessLog, path);

  const prepare = async (
    { requester, viewer, outgoing, room, received }: WebSocketConnection,
    id: string,
    params: SubscribePayload,
    signal: AbortSignal,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> => {
    if (viewer === null) throw new Error('the connection was not acknowledged');
    const { client, baseUrl } = requester;
    const nextHead = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    await allowances?.use(viewer, 'requests', 1);
    if (received > ordinaryBytes) await allowances?.useUpload(viewer, received);
    await outgoing.drained();
    const place = await gate.enter(client, signal);
    let handedOn = false;
    try {
      const { schema, execute, subscribe, contextFactory, parse, validate } = handler.getEnveloped({
        baseUrl,
        client,
        viewer,
        signal,
        intake: null,
        receivedBytes: () => received,
        events: { resumeAfter: null, lastId: null },
        soon: (work: () => void) => gate.soon(client, work),
        // graphql-ws would serialise each result again.
        deliver: ({ text }: WrittenResult) => outgoing.sendInTurn(`${nextHead}${text}}`, signal),
        // Responses are counted when they are sent.
        admitAnswer: () => true,
        params,
      });
      const document = parsed(() => parse(params.query));
      if (document instanceof GraphQLError) return [document];
      const errors = validate(schema, document);
      if (errors.length > 0) return errors;
      const operationName = params.operationName ?? null;
      // graphql-ws checks this too, but would not release the slot.
      if (!getOperationAST(document, operationName)) return [unknownOperation()];
      const rootValue: Prepared = { execute, subscribe, place, release: () => room?.(), signal };
      const args = {
        schema,
        document,
        operationName,
        variableValues: params.variables ?? null,
        contextValue: await contextFactory(),
        rootValue,
      };
      handedOn = true;
      return args;
    } finally {
      if (!handedOn) place.leave();
    }
  };

  const carryOut = async (
    args: ExecutionArgs,
    how: 'execute' | 'subscribe',
  ): Promise<Awaited<OperationResult>> => {
    const prepared = args.rootValue as Prepared;
    try {
      return await prepared[how](args);
    } catch (error) {
      return { errors: [failed(error, prepared.signal)] };
    } finally {
      prepared.place.leave();
      // Subscriptions have a separate memory budget, so they do not use the room for incoming messages.
      if (how === 'subscribe') prepared.release();
    }
  };

  /** Logs errors that are not the client's mistake, unless the client is gone. */
  function failed(error: unknown, signal: AbortSignal): GraphQLError {
    if (error instanceof GraphQLError) return error;
    if (error instanceof RateLimitedError) return rateLimited(error);
    if (error instanceof TooMuchWaitingError) return tooManyOperations(error.limit);
    if (!signal.aborted) logger.error({ err: error }, 'operation over WebSocket failed');
    return new GraphQLError('Unexpected error.', { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  }

  return {
    onConnect: async ({ extra, connectionParams }) => {
      try {
        const viewer = await viewers.of(bearerToken(extra.request, connectionParams ?? {}));
        const closed = await (allowances?.openSocket(viewer) ?? (() => {}));
        if (closed === null) {
          // Clients try again after a while, unlike after 4429.
          extra.close(tryAgainLater, `At most ${viewer.quotas?.limits.sockets} sockets may be open`);
          return false;
        }
        extra.viewer = viewer;
        extra.scope.viewer = viewer;
        extra.atEnd(closed);
        extra.atEnd(viewers.watch(viewer, () => extra.close(CloseCode.Forbidden, 'Access ended')));
        return true;
      } catch (error) {
        if (!(error instanceof UnauthenticatedError)) throw error;
        // Closes the socket with 4403; clients may reconnect with another token.
        return false;
      }
    },
    execute: args => carryOut(args, 'execute'),
    subscribe: args => carryOut(args, 'subscribe'),
    onSubscribe: async ({ extra, subscriptions }, id, params) => {
      // The new operation is already included.
      const log = operationLog.begin();
      if (Object.keys(subscriptions).length > webSocketOperations) {
        log('errors');
        return [tooManyOperations(webSocketOperations)];
      }
      const signal = extra.operations.begin(id);
      signal.addEventListener('abort', () => log(), { once: true });
      try {
        return await prepare(extra, id, params, signal);
      } catch (error) {
        return [failed(error, signal)];
      }
    },
    onComplete: ({ extra }, id) => extra.operations.end(id),
    onClose: ({ extra }) => extra.operations.endAll(),
    onNext: (_context, _id, _params, _args, result: ExecutionResult) => {
      if (result.errors) operationLog.noteErrors();
      return withoutInternals(result);
    },
    onError: ({ extra }, id, _params, errors) => {
      operationLog.noteErrors();
      extra.operations.end(id);
      return errors.map(error => withoutInternalExtensions(error.toJSON()));
    },
  };
}

function tooManyOperations(limit: number): GraphQLError {
  return new GraphQLError(`At most ${limit} operations may be open on one connection.`, {
    extensions: { code: 'TOO_MANY_OPERATIONS', limit },
  });
}

/** The wording of yoga over HTTP. */
function unknownOperation(): GraphQLError {
  return new GraphQLError('Could not determine what operation to execute.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
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
      extensions: { code: 'GRAPHQL_PARSE_FAILED', ...error.extensions },
    });
  }
}
