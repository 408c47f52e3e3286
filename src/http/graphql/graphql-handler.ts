import { GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { ApiContext } from '../../../schema/context.ts';
import { schema } from '../../../schema/schema.ts';
import type { CreationAllowance } from '../../access/limits/allowances.ts';
import type { SignedAddresses } from '../../access/signed-addresses.ts';
import type { OwnerId } from '../../access/viewer.ts';
import { ByteBudget } from '../../fairness/byte-budget.ts';
import { ClientLeftError } from '../../generations/errors.ts';
import type { Generations } from '../../generations/generations.ts';
import { readingPatiently } from '../../generations/reading-patiently.ts';
import { readingWhileWanted } from '../../generations/reading-while-wanted.ts';
import { useAnswerLimit } from '../answers/use-answer-limit.ts';
import { useEventStreams } from '../answers/use-event-streams.ts';
import { type BodyLimits, useRequestBodies } from '../bodies/use-request-bodies.ts';
import type { HttpObserver } from '../http-observer.ts';
import type { CostLimits } from '../operation/operation-cost.ts';
import { useDocuments } from '../operation/use-documents.ts';
import { useErrorCeiling } from '../operation/use-error-ceiling.ts';
import { useOperationLimits } from '../operation/use-operation-limits.ts';
import { useOperationObserver } from '../operation/use-operation-observer.ts';
import { useSubscriptionMemory } from '../operation/use-subscription-memory.ts';
import type { RequestContext } from '../request-context.ts';
import { useRequestIds } from '../requests/use-request-ids.ts';
import { useSharedEvents } from '../subscriptions/use-shared-events.ts';
import { isExpected, maskError } from './mask-error.ts';
import { useCancellation } from './use-cancellation.ts';
import { usePatience } from './use-patience.ts';

export const graphqlPath = '/graphql';

export interface GraphqlDependencies
  extends Omit<ApiContext, keyof RequestContext | 'generations' | 'addressOf'> {
  readonly generationsOf: (owner: OwnerId, allowance?: CreationAllowance | null) => Generations;
  /** Null: addresses are not signed. */
  readonly addresses: SignedAddresses | null;
  readonly logger: Logger;
  readonly observer?: HttpObserver;
}

export interface GraphqlLimits extends CostLimits, BodyLimits {
  /** Maximum size of a response, in bytes. */
  readonly answerBytes: number;
  /** Memory for open subscriptions of all clients, in bytes; half of it per address. */
  readonly subscriptionMemory: number;
}

/** Executes GraphQL over HTTP and server-sent events; the WebSocket server uses its `getEnveloped`. */
export function createGraphqlHandler(dependencies: GraphqlDependencies, limits: GraphqlLimits) {
  const subscriptionMemory = new ByteBudget({ total: limits.subscriptionMemory });
  const { logger, generationsOf, addresses, observer, ...services } = dependencies;
  const { allowances } = services;
  const readingFor = ({ viewer }: RequestContext, signal: AbortSignal) =>
    readingWhileWanted(generationsOf(viewer.owner, allowances?.creation(viewer)), signal);
  return createYoga<RequestContext, ApiContext>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: request => ({
      ...services,
      generations: readingFor(request, request.signal),
      viewer: request.viewer,
      baseUrl: request.baseUrl,
      addressOf: path => request.baseUrl + (addresses?.sign(path, request.viewer.owner) ?? path),
      client: request.client,
      signal: request.signal,
      events: request.events,
    }),
    plugins: [
      ...(observer ? [useOperationObserver(observer)] : []),
      useSharedEvents((context, signal) => ({
        ...context,
        signal,
        generations: readingPatiently(readingFor(context, signal), signal),
      })),
      useRequestBodies(limits),
      useErrorCeiling(),
      useDocuments(),
      useOperationLimits(limits, allowances),
      useSubscriptionMemory(subscriptionMemory),
      useCancellation(),
      usePatience(),
      useAnswerLimit(limits.answerBytes),
      useEventStreams(),
      useRequestIds(),
    ],
    maskedErrors: { maskError },
    logging: {
      debug: (...parts: unknown[]) => logger.debug(describe(parts)),
      info: (...parts: unknown[]) => logger.info(describe(parts)),
      warn: (...parts: unknown[]) => logger.warn(describe(parts)),
      error: (...parts: unknown[]) => {
        // A disconnected client is not an error.
        if (meansClientLeft(parts[0])) logger.debug(describe(parts).msg);
        // For client mistakes, the message suffices; a stack trace would not help.
        else if (isExpected(parts[0])) logger.info(describe(parts).msg);
        else logger.error(describe(parts));
      },
    },
    // Our own plugin caches documents in bounded memory; yoga would keep a thousand of any size.
    parserAndValidationCache: false,
    // Our own plugin reads bodies with limits.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    // Handled by our own routes: the page is served compressed, and CORS applies to the whole server.
    graphiql: false,
    landingPage: false,
    cors: false,
    // The platform's own classes, which the HTTP server recognises; yoga ships others for old platforms.
    fetchAPI: { Request, Response, Headers, ReadableStream, TextEncoder, TextDecoder, URL, fetch },
  });
}

export type GraphqlHandler = ReturnType<typeof createGraphqlHandler>;

function describe(parts: readonly unknown[]): { readonly msg: string; readonly err?: Error } {
  const [first] = parts;
  if (first instanceof Error) return { err: first, msg: first.message };
  return { msg: parts.map(String).join(' ') };
}

function meansClientLeft(error: unknown): boolean {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (original instanceof ClientLeftError) return true;
  return original instanceof Error && original.name === 'AbortError';
}
