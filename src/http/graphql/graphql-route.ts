import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Allowances } from '../../access/limits/allowances.ts';
import { RateLimitedError } from '../../access/limits/rate-limited-error.ts';
import type { Viewer } from '../../access/viewer.ts';
import { UnauthenticatedError, type Viewers } from '../../access/viewers.ts';
import type { ByteBudget } from '../../fairness/byte-budget.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import { bearerToken } from '../connections/bearer-token.ts';
import { connectionOf } from '../connections/connection.ts';
import type { Origins } from '../connections/origins.ts';
import type { Requester } from '../connections/requester.ts';
import { type GraphiqlPage, wantsPage } from '../graphiql/graphiql-page.ts';
import { rateLimitHeaders, withRateLimits } from '../limits/rate-limit-headers.ts';
import { rateLimitedDetails, retryAfterHeader } from '../limits/rate-limited.ts';
import { identifyRequest } from '../requests/request-scope.ts';
import type { GraphqlHandler } from './graphql-handler.ts';
import { type IntakeOptions, OperationIntake } from './operation-intake.ts';
import { refusal } from './refusal.ts';
import { refuseForm } from './refuse-form.ts';
import { refuseGet } from './refuse-get.ts';

export interface GraphqlRouteOptions extends IntakeOptions {
  readonly handler: GraphqlHandler;
  readonly graphiql: GraphiqlPage;
  readonly origins: Origins;
  /** Whether operations are accepted by GET. */
  readonly get: boolean;
  /** Budget for large responses until they have been read. */
  readonly unread: ByteBudget;
  readonly requesterOf: (request: IncomingMessage) => Requester;
  readonly viewers: Viewers;
  readonly allowances: Allowances | null;
  readonly ownHosts: (host: string | null) => readonly string[];
}

/** GraphQL over HTTP. */
export class GraphqlRoute {
  readonly #options: GraphqlRouteOptions;
  readonly #eventStreams = new Set<ServerResponse>();

  constructor(options: GraphqlRouteOptions) {
    this.#options = options;
  }

  readonly respond = async (context: Context<{ Bindings: HttpBindings }>): Promise<Response> => {
    const { graphiql, handler, origins, get, gate, unread, requesterOf, viewers, allowances, ownHosts } =
      this.#options;
    const request = context.req.raw;
    if (wantsPage(request)) return graphiql.respond(request);
    const { incoming, outgoing } = context.env;
    const { client, baseUrl, host } = requesterOf(incoming);
    const refused =
      refuseForm(request) ?? refuseGet(request, { allowed: get, origins, ownHosts: ownHosts(host) });
    if (refused !== null) return refused;
    const viewer = await viewers.of(bearerToken(incoming)).catch(unauthenticated);
    if (viewer instanceof Response) return viewer;
    identifyRequest(viewer);
    try {
      await allowances?.use(viewer, 'requests', 1);
    } catch (error) {
      return this.#limited(error, viewer);
    }

    const { operations } = connectionOf(incoming.socket);
    const id = Symbol('operation');
    const signal = operations.begin(id);
    outgoing.once('close', () => operations.end(id));
    const intake = new OperationIntake(incoming, client, signal, viewer, this.#options);
    try {
      const response = await handler.fetch(withPlainType(request, signal), {
        baseUrl,
        client,
        viewer,
        signal,
        intake,
        events: {
          resumeAfter: request.headers.get('last-event-id'),
          lastId: null,
        },
        receivedBytes: () => request.url.length + intake.body.received,
        deliver: null,
        soon: work => gate.soon(client, work),
        admitAnswer: bytes => {
          if (bytes <= ordinaryBytes) return true;
          const release = unread.tryTake(bytes, client);
          if (release !== null) signal.addEventListener('abort', release, { once: true });
          return release !== null;
        },
      });
      if (!isEventStream(response)) return withRateLimits(response, allowances, viewer);
      const closed = await (allowances?.openSocket(viewer) ?? (() => {}));
      if (closed === null) {
        await response.body?.cancel();
        return tooManySockets(viewer);
      }
      this.#keep(outgoing, viewer, closed);
      return withRateLimits(response, allowances, viewer);
    } finally {
      intake.end();
    }
  };

  /** Ends event streams by closing them, so that clients reconnect. */
  endEventStreams(): void {
    for (const stream of this.#eventStreams) stream.destroy();
  }

  /** @throws any other error. */
  #limited(error: unknown, viewer: Viewer): Response {
    if (!(error instanceof RateLimitedError)) throw error;
    const headers = { ...retryAfterHeader(error), ...rateLimitHeaders(this.#options.allowances, viewer) };
    return refusal(429, error.code, error.message, headers, rateLimitedDetails(error));
  }

  #keep(stream: ServerResponse, viewer: Viewer, closed: () => void): void {
    if (stream.destroyed) {
      closed();
      return;
    }
    this.#eventStreams.add(stream);
    const unwatch = this.#options.viewers.watch(viewer, () => stream.destroy());
    stream.once('close', () => {
      this.#eventStreams.delete(stream);
      unwatch();
      closed();
    });
  }
}

/** More event streams and WebSockets than the viewer may have open; there is no telling when one closes. */
function tooManySockets({ quotas }: Viewer): Response {
  const limit = quotas?.limits.sockets ?? 0;
  const message = `At most ${limit} WebSockets and event streams may be open. Close some of them.`;
  return refusal(429, 'TOO_MANY_SOCKETS', message, {}, { limit });
}

/** @throws any other error. */
function unauthenticated(error: unknown): Response {
  if (!(error instanceof UnauthenticatedError)) throw error;
  return refusal(401, 'UNAUTHENTICATED', error.message, { 'www-authenticate': 'Bearer' });
}

/**
 * The request without its body, which is read from the socket, and with the content type in lower case, because yoga is
 * case-sensitive although media types are not (RFC 9110).
 */
function withPlainType(request: Request, signal: AbortSignal): Request {
  const headers = new Headers(request.headers);
  const type = headers.get('content-type');
  if (type !== null)
    headers.set(
      'content-type',
      type
        .trim()
        .replace(/^[^;,\s]+/, name => name.toLowerCase())
        .replace(/\s+;/, ';'),
    );
  return new Request(request.url, { method: request.method, headers, signal });
}

function isEventStream(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
}
