import { createServer } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { type CodecRoutesOptions, codecRoutes } from './codec/codec-routes.ts';
import type { HttpServer } from './create-http-server.ts';
import { type HealthDependencies, healthRoutes } from './health-routes.ts';
import { listen } from './listen.ts';
import { type MetricsPage, metricsRoute } from './metrics-route.ts';
import { problem } from './problem.ts';

/** Requests are small. */
const requestMs = 30_000;

export interface WorkerServerOptions extends Omit<HealthDependencies, 'leaving'> {
  /** Decodes for processes without packs; null if disabled. */
  readonly codec: CodecRoutesOptions | null;
  /** What is served at `/metrics`; absent: nothing. */
  readonly metrics?: MetricsPage;
}

/** The HTTP server of a worker: health, metrics, and decoding for processes without the model. */
export function createWorkerServer({ codec, metrics, ...health }: WorkerServerOptions): HttpServer {
  let leaving = false;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    health.logger.error({ err: error, path: context.req.path }, 'request failed');
    return problem(500, 'Unexpected error', 'See the server log for the cause.');
  });
  app.notFound(() =>
    problem(404, 'Not found', 'This process is a worker; the API is served by another process.'),
  );
  app.route('/health', healthRoutes({ ...health, leaving: () => leaving }));
  if (metrics !== undefined) app.get('/metrics', metricsRoute(metrics));
  if (codec !== null) app.route('/codec', codecRoutes(codec));
  const server = createServer({ requestTimeout: requestMs }, getRequestListener(app.fetch));
  return {
    listen: (port, host) => listen(server, port, host),
    leave: () => {
      leaving = true;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
      }),
  };
}
