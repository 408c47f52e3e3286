import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Logger } from 'pino';
import type { Generations } from '../generations/generations.ts';
import type { Pictures } from '../images/pictures.ts';
import type { Models } from '../inference/models.ts';
import { animationRoute } from './animation-route.ts';
import { refuseForm } from './bodies/refuse-form.ts';
import { baseUrl } from './connections/base-url.ts';
import { clientOf } from './connections/client-of.ts';
import { Origins } from './connections/origins.ts';
import { graphiqlExamples } from './graphiql-examples.ts';
import { GraphiqlPage, wantsPage } from './graphiql-page.ts';
import { createGraphqlHandler, graphqlPath } from './graphql-handler.ts';
import { healthRoutes } from './health-routes.ts';
import { imageRoute } from './image-route.ts';
import { problem } from './problem.ts';
import { Studio } from './studio.ts';
import { studioRoutes } from './studio-routes.ts';
import { thumbnailRoute } from './thumbnail-route.ts';
import { serveWebSocket } from './websocket/graphql-websocket.ts';

export interface HttpServerOptions {
  readonly generations: Generations;
  readonly models: Models;
  readonly pictures: Pictures;
  readonly logger: Logger;
  /** The page; when left out, one that is built when it is first opened. */
  readonly studio?: Studio;
  /** Where clients reach the server, when that is not the address they connect to (behind a proxy). */
  readonly publicUrl?: string | undefined;
  /** Origins whose pages may use the API from a browser; `*` for all. @default [] */
  readonly corsOrigins?: readonly string[];
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpLimits {
  /**
   * Size of a request's body, and of a WebSocket message, in bytes; data URIs in the variables come on top, for a picture
   * of up to 8 MiB. @default 1 MiB
   */
  readonly bodyBytes: number;
  /** Size of a body with uploads, in bytes. @default 32 MiB */
  readonly uploadBytes: number;
  /** What an operation may cost: about one for each field of each entry, twenty for the pixels of a picture. @default 20 000 */
  readonly cost: number;
  /** How deep fields may be nested. @default 15 */
  readonly depth: number;
  /** Time a WebSocket client has for its first message, in milliseconds. @default 3000 */
  readonly webSocketInitTimeout: number;
  /** Operations that may run on one WebSocket at a time. @default 100 */
  readonly webSocketOperations: number;
  /** Interval of WebSocket pings, in milliseconds. @default 12 000 */
  readonly webSocketKeepAlive: number;
}

const defaultLimits: HttpLimits = {
  bodyBytes: 2 ** 20,
  uploadBytes: 32 * 2 ** 20,
  cost: 20_000,
  depth: 15,
  webSocketInitTimeout: 3000,
  webSocketOperations: 100,
  webSocketKeepAlive: 12_000,
};

export interface HttpServer {
  /** Starts to accept connections. @param port 0 for any free one. @returns the address, such as `http://localhost:4000`. */
  listen(port: number, host: string): Promise<string>;
  /**
   * Accepts nothing more, ends subscriptions (WebSockets with 1001, event streams by closing them, so that clients
   * know to connect again and go on with `after`), and waits for the requests under way.
   */
  close(): Promise<void>;
}

/** Everything that is served, on one HTTP server. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { generations, models, pictures, logger, publicUrl } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const origins = new Origins(options.corsOrigins ?? []);
  const graphql = createGraphqlHandler({ generations, models, pictures, logger }, limits);
  const graphiql = new GraphiqlPage(graphiqlExamples(models.default), graphqlPath);
  const eventStreams = new Set<ServerResponse>();

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    logger.error({ err: error, path: context.req.path }, 'a request failed');
    return problem(500, 'Unexpected error', 'The server has logged what happened.');
  });
  app.notFound(context => problem(404, 'Not found', `There is nothing at ${context.req.path}.`));

  app.use(graphqlPath, cors({ origin: origin => (origins.includes(origin) ? origin : null) }));
  app.route('/', studioRoutes({ studio: options.studio ?? new Studio(), logger, publicUrl }));
  app.route('/health', healthRoutes({ generations, models, logger }));
  app.get('/images/:generationId/:file{animation\\.\\w+}', animationRoute({ generations, models, pictures }));
  app.get('/thumbnails/:model/:file', thumbnailRoute({ models, pictures }));
  app.get('/images/:generationId/:file', imageRoute({ generations, models, pictures }));
  app.all(graphqlPath, async context => {
    const request = context.req.raw;
    if (wantsPage(request)) return graphiql.respond(request);
    const refusal = refuseForm(request);
    if (refusal !== null) return refusal;
    const { incoming, outgoing } = context.env;
    const response = await graphql.fetch(request, {
      baseUrl: baseUrl(incoming.headers.host, publicUrl),
      client: clientOf(incoming as IncomingMessage),
      signal: request.signal,
    });
    if (isEventStream(response) && 'req' in outgoing) {
      eventStreams.add(outgoing);
      outgoing.once('close', () => eventStreams.delete(outgoing));
    }
    return response;
  });

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const closeWebSockets = serveWebSocket(server, graphql, {
    path: graphqlPath,
    maxMessageBytes: limits.bodyBytes,
    initTimeout: limits.webSocketInitTimeout,
    maxOperations: limits.webSocketOperations,
    keepAlive: limits.webSocketKeepAlive,
    logger,
    requestContext: request => ({
      baseUrl: baseUrl(request.headers.host, publicUrl),
      client: clientOf(request),
    }),
    originAllowed: ({ headers }) => origins.permits(headers.origin, ownHosts(headers.host, publicUrl)),
  });

  const close = async () => {
    const closed = new Promise<void>((resolve, reject) => {
      server.close(error => (error ? reject(error) : resolve()));
    });
    await closeWebSockets();
    for (const stream of eventStreams) stream.destroy();
    await closed;
  };
  let closing: Promise<void> | null = null;

  return {
    listen: (port, host) => listen(server, port, host),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const actualPort = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${hostInAddress(host)}:${actualPort}`);
    });
  });
}

/** The host as a browser on this machine can open it. */
function hostInAddress(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function isEventStream(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
}

function ownHosts(host: string | undefined, publicUrl: string | undefined): string[] {
  const hosts = host === undefined ? [] : [host];
  return publicUrl === undefined ? hosts : [...hosts, new URL(publicUrl).host];
}
