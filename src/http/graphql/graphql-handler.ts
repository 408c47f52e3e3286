import { GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { ApiContext } from '../../../schema/context.ts';
import { schema } from '../../../schema/schema.ts';
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
import { useSharedEvents } from '../subscriptions/use-shared-events.ts';
import { isExpected, maskError } from './mask-error.ts';
import { useCancellation } from './use-cancellation.ts';
import { usePatience } from './use-patience.ts';

export const graphqlPath = '/graphql';

export interface GraphqlDependencies extends Omit<ApiContext, keyof RequestContext | 'generations'> {
  readonly generationsOf: (owner: OwnerId) => Generations;
  readonly logger: Logger;
  readonly observer?: HttpObserver;
}

export interface GraphqlLimits extends CostLimits, BodyLimits {
  /** Size of an answer, in bytes. */
  readonly answerBytes: number;
  /** Bytes of subscriptions that are open, for all clients; half of them for one address. */
  readonly subscriptionMemory: number;
}

/** Executes GraphQL over HTTP (and server-sent events); the WebSocket uses its `getEnveloped`. */
export function createGraphqlHandler(dependencies: GraphqlDependencies, limits: GraphqlLimits) {
  const subscriptionMemory = new ByteBudget({ total: limits.subscriptionMemory });
  const { logger, generationsOf, observer, ...services } = dependencies;
  const readingFor = ({ viewer }: RequestContext, signal: AbortSignal) =>
    readingWhileWanted(generationsOf(viewer.owner), signal);
  return createYoga<RequestContext, ApiContext>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: request => ({
      ...services,
      generations: readingFor(request, request.signal),
      baseUrl: request.baseUrl,
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
      useOperationLimits(limits),
      useSubscriptionMemory(subscriptionMemory),
      useCancellation(),
      usePatience(),
      useAnswerLimit(limits.answerBytes),
      useEventStreams(),
    ],
    maskedErrors: { maskError },
    logging: {
      debug: (...parts: unknown[]) => logger.debug(describe(parts)),
      info: (...parts: unknown[]) => logger.info(describe(parts)),
      warn: (...parts: unknown[]) => logger.warn(describe(parts)),
      error: (...parts: unknown[]) => {
        // That nobody waits for an answer any more is no error.
        if (meansClientLeft(parts[0])) logger.debug(describe(parts).msg);
        // A client's mistake, said in a sentence: where it was noticed in the code helps nobody.
        else if (isExpected(parts[0])) logger.info(describe(parts).msg);
        else logger.error(describe(parts));
      },
    },
    // A plugin of ours remembers documents, in bounded memory: yoga keeps a thousand of any size.
    parserAndValidationCache: false,
    // A plugin of ours reads bodies, and limits them.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    // These are routes of their own: the page is served compressed, CORS holds for the whole server.
    graphiql: false,
    landingPage: false,
    cors: false,
    // The platform's own classes, which the HTTP server recognises; yoga brings others for old platforms.
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
