import { createServer, type IncomingMessage } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Logger } from 'pino';
import { type Access, openToAll } from '../access/access.ts';
import type { CreationAllowance } from '../access/limits/allowances.ts';
import type { OwnerId } from '../access/viewer.ts';
import { StorageUnavailableError } from '../database/storage-unavailable-error.ts';
import { ByteBudget } from '../fairness/byte-budget.ts';
import { Gate } from '../fairness/gate.ts';
import type { StorageState } from '../generations/create-generations.ts';
import type { GenerationId } from '../generations/generation.ts';
import type { Generations } from '../generations/generations.ts';
import type { PictureCache } from '../images/output/picture-cache.ts';
import type { Decoders } from '../inference/codec/codec.ts';
import type { Models } from '../inference/packs/model-description.ts';
import type { Residences } from '../inference/residence/residences.ts';
import { Studio } from '../studio-bundle/studio.ts';
import { inTurn } from './answers/in-turn.ts';
import { problemPages } from './answers/problem-pages.ts';
import { type CodecRoutesOptions, codecRoutes } from './codec/codec-routes.ts';
import { admitConnections } from './connections/admit-connections.ts';
import { AllowedHosts } from './connections/allowed-hosts.ts';
import { closeStalled } from './connections/close-stalled.ts';
import { closeUnfinished } from './connections/close-unfinished.ts';
import { holdBackPipelined } from './connections/hold-back-pipelined.ts';
import { Origins } from './connections/origins.ts';
import { PipelineBudget } from './connections/pipeline-budget.ts';
import { Proxies } from './connections/proxies.ts';
import { requesterOf } from './connections/requester.ts';
import { graphiqlExamples } from './graphiql/graphiql-examples.ts';
import { GraphiqlPage } from './graphiql/graphiql-page.ts';
import { createGraphqlHandler, graphqlPath } from './graphql/graphql-handler.ts';
import { GraphqlRoute } from './graphql/graphql-route.ts';
import { healthRoutes } from './health-routes.ts';
import { defaultHttpLimits, type HttpLimits } from './http-limits.ts';
import type { HttpObserver } from './http-observer.ts';
import { listen } from './listen.ts';
import { type MetricsPage, metricsRoute } from './metrics-route.ts';
import { animationRoute } from './pictures/animation-route.ts';
import { imageRoute } from './pictures/image-route.ts';
import { thumbnailRoute } from './pictures/thumbnail-route.ts';
import { viewing } from './pictures/viewing.ts';
import { problem } from './problem.ts';
import { AccessLog } from './requests/access-log.ts';
import { newRequest, withinRequest } from './requests/request-scope.ts';
import { studioRoutes } from './studio/studio-routes.ts';
import { serveWebSocket } from './websocket/graphql-websocket.ts';

export interface HttpServerOptions {
  /** The generations as seen by one owner. */
  readonly generationsOf: (owner: OwnerId, allowance?: CreationAllowance | null) => Generations;
  readonly storage: StorageState;
  /** The owner of a generation; null if it does not exist. */
  readonly ownerOf: (id: GenerationId) => Promise<OwnerId | null>;
  /** Authentication. @default none: everyone is the local owner */
  readonly access?: Access;
  readonly models: Models;
  readonly decoders: Decoders;
  readonly residences: Residences;
  /** Decodes for other processes on the same database; disabled if absent. */
  readonly codec?: CodecRoutesOptions;
  /** Why nothing can be generated now; null if possible. @default never */
  readonly engineProblem?: () => string | null;
  readonly pictures: PictureCache;
  readonly logger: Logger;
  /** The studio page; by default, built when first opened. */
  readonly studio?: Studio;
  /** Public address of the server, if it differs from the one clients connect to (behind a proxy). */
  readonly publicUrl?: string | undefined;
  /** Origins allowed to use the API from a browser; `*` for all. @default [] */
  readonly corsOrigins?: readonly string[];
  /**
   * Host names the server answers to, such as `pictures.example.com`. If empty: those of this machine when listening on
   * loopback, any otherwise. @default []
   */
  readonly allowedHosts?: readonly string[];
  /** Addresses and networks of proxies whose `X-Forwarded-...` headers are trusted. @default [] */
  readonly trustedProxies?: readonly string[];
  /** Whether operations are accepted by GET. @default true */
  readonly graphqlGet?: boolean;
  readonly limits?: Partial<HttpLimits>;
  /** What is served at `/metrics`; absent: nothing. */
  readonly metrics?: MetricsPage;
  /** Whether to log one line per request. @default true */
  readonly accessLog?: boolean;
  /** Told of requests and operations. @default nobody */
  readonly observer?: HttpObserver;
}

export interface HttpServer {
  /**
   * Starts accepting connections. @param port 0 for any free one. @returns the address, such as
   * `http://localhost:4000`.
   */
  listen(port: number, host: string): Promise<string>;
  /**
   * Reports not ready from now on, so that load balancers stop sending traffic, but still answers. Connections close
   * after their next response, so that clients reconnect elsewhere.
   */
  leave(): void;
  /**
   * Stops accepting requests, ends subscriptions (WebSockets with 1001, event streams by closing them, so that clients
   * reconnect and resume with `after`), and waits for requests in progress.
   */
  close(): Promise<void>;
}

/** Headers that pages of other origins may read. */
const ownHeaders = ['ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'];

/** Assembles the HTTP server with all its routes. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { generationsOf, ownerOf, storage, models, decoders, residences, pictures, logger, publicUrl } =
    options;
  const { engineProblem = () => null, access = openToAll, metrics, observer } = options;
  const limits = { ...defaultHttpLimits, ...options.limits };
  const origins = new Origins(options.corsOrigins ?? []);
  const proxies = new Proxies(options.trustedProxies ?? []);
  const publicHosts = publicUrl === undefined ? [] : [new URL(publicUrl).host];
  const hosts = new AllowedHosts(options.allowedHosts ?? [], publicHosts);
  const requester = (request: IncomingMessage) => requesterOf(request, proxies, publicUrl);
  const ownHosts = (host: string | null) => (host === null ? publicHosts : [host, ...publicHosts]);
  const gate = new Gate({
    atOnce: limits.operationsAtOnce,
    atOncePerAddress: Math.ceil(limits.operationsAtOnce * 0.75),
    atOncePerConnection: limits.operationsPerConnection,
    waitingPerConnection: limits.operationsWaiting,
  });
  const memory = new ByteBudget({ total: limits.bodyMemory });
  const ordinaryMemory = new ByteBudget({ total: limits.ordinaryBodyMemory });
  const unread = new ByteBudget({ total: limits.unreadBytes });

  const handler = createGraphqlHandler(
    {
      generationsOf,
      addresses: access.addresses,
      allowances: access.allowances,
      models,
      decoders,
      residences,
      pictures,
      logger,
      ...(observer && { observer }),
    },
    limits,
  );
  const graphql = new GraphqlRoute({
    handler,
    graphiql: new GraphiqlPage(graphiqlExamples(models.default ?? null), graphqlPath),
    origins,
    get: options.graphqlGet ?? true,
    gate,
    memory,
    ordinaryMemory,
    memoryTimeout: limits.bodyMemoryTimeout,
    unread,
    requesterOf: requester,
    viewers: access.viewers,
    allowances: access.allowances,
    ownHosts,
  });

  let leaving = false;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    if (error instanceof StorageUnavailableError)
      return problem(503, 'Storage unavailable', error.reason, { 'retry-after': String(error.retryAfter) });
    if (error.name === 'AbortError') {
      logger.debug({ path: context.req.path }, 'client disconnected before the response');
      return problem(499, 'Client gone', 'The client disconnected.');
    }
    logger.error({ err: error, path: context.req.path }, 'request failed');
    return problem(500, 'Unexpected error', 'See the server log for the cause.');
  });
  app.notFound(context => problem(404, 'Not found', `Nothing is served at ${context.req.path}.`));

  app.use(problemPages);
  app.route('/health', healthRoutes({ storage, engineProblem, logger, leaving: () => leaving }));
  if (options.codec !== undefined) app.route('/codec', codecRoutes(options.codec));
  app.use(async (context, next) => {
    const { host } = requester(context.env.incoming);
    if (hosts.includes(host)) return next();
    const detail =
      'This server does not answer to this host name. Its operator can allow it with ALLOWED_HOSTS.';
    return problem(421, 'Misdirected request', detail);
  });
  if (metrics !== undefined) app.get('/metrics', metricsRoute(metrics));
  app.use(
    graphqlPath,
    cors({ origin: origin => (origins.includes(origin) ? origin : null), exposeHeaders: ownHeaders }),
  );
  app.route('/', studioRoutes({ studio: options.studio ?? new Studio(), logger, publicUrl }));
  for (const path of ['/images/*', '/thumbnails/*'])
    app.use(path, inTurn({ gate, unread, requesterOf: requester }));
  app.use('/images/:generationId/:file', viewing({ access, ownerOf }));
  app.get(
    '/images/:generationId/:file{animation\\.\\w+}',
    animationRoute({ generationsOf, decoders, pictures }),
  );
  app.get('/thumbnails/:model/:file', thumbnailRoute({ models, pictures }));
  app.get('/images/:generationId/:file', imageRoute({ generationsOf, decoders, pictures }));
  app.all(graphqlPath, graphql.respond);

  const accessLog = options.accessLog === false ? null : new AccessLog(logger);
  // The default clean-up would read the rest of a refused body, up to 64 MB.
  const listener = getRequestListener(app.fetch, { autoCleanupIncoming: false });
  const pipelines = new PipelineBudget(limits.pipelinedPerAddress);
  const server = createServer(
    {
      headersTimeout: limits.headersTimeout,
      // Bodies have their own time limit, which depends on their size.
      requestTimeout: 0,
      keepAliveTimeout: limits.keepAliveTimeout,
      connectionsCheckingInterval: Math.min(1000, limits.headersTimeout),
      // Other upgrade offers (HTTP/2) are optional; the request is served as is.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    holdBackPipelined(limits.pipelined, pipelines, (request, response) => {
      const scope = newRequest(request.headers['x-request-id']);
      response.setHeader('x-request-id', scope.id);
      accessLog?.watch(scope, request, response);
      void withinRequest(scope, () => listener(request, response));
    }),
  );
  server.prependListener('request', (_, response) => {
    if (leaving) response.shouldKeepAlive = false;
    if (observer !== undefined) response.once('close', observer.requestBegan());
  });
  admitConnections(server, limits, pipelines, proxies, logger);
  closeStalled(server, limits.unreadTimeout);
  closeUnfinished(server);
  const closeWebSockets = serveWebSocket(server, handler, {
    ...limits,
    path: graphqlPath,
    gate,
    memory,
    ordinaryMemory,
    unread,
    logger,
    requesterOf: requester,
    viewers: access.viewers,
    allowances: access.allowances,
    accessLog,
    refusal: ({ headers }, { host }) => {
      if (!hosts.includes(host)) return 421;
      return origins.permits(headers.origin, ownHosts(host)) ? null : 403;
    },
  });

  const close = async () => {
    const closed = new Promise<void>((resolve, reject) => {
      server.close(error => (error ? reject(error) : resolve()));
    });
    await closeWebSockets();
    graphql.endEventStreams();
    await closed;
  };
  let closing: Promise<void> | null = null;

  return {
    listen: (port, host) => {
      hosts.listensOn(host);
      return listen(server, port, host);
    },
    leave: () => {
      leaving = true;
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
