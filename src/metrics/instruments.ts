import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { terminalStatuses } from '../generations/generation.ts';

/** Upper bounds of the histograms' buckets, in seconds. */
const short = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const long = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/**
 * All that is measured besides the process itself. A label has few values, and none that a client can choose; what they mean
 * stands in `docs/observability.md`, which a test compares.
 */
export function declareInstruments(registry: Registry) {
  const registers = [registry];
  return {
    queueWait: new Histogram({
      name: 'flexvar_queue_wait_seconds',
      help: 'From a run being queued to the first worker that begins it.',
      labelNames: ['model'],
      buckets: long,
      registers,
    }),
    scaleCompute: new Histogram({
      name: 'flexvar_scale_compute_seconds',
      help: 'Computing one scale of all pictures of a run.',
      labelNames: ['model', 'device'],
      buckets: short,
      registers,
    }),
    scalesComputed: new Counter({
      name: 'flexvar_scales_computed_total',
      help: 'Scales that were computed and stored, counted for each picture.',
      labelNames: ['model', 'device'],
      registers,
    }),
    firstPreview: new Histogram({
      name: 'flexvar_first_preview_seconds',
      help: 'From a request being accepted to the first scale of its picture.',
      labelNames: ['model'],
      buckets: long,
      registers,
    }),
    generationsEnded: new Counter({
      name: 'flexvar_generations_ended_total',
      help: `Generations that ended, by status: ${terminalStatuses.join(', ')}.`,
      labelNames: ['model', 'status'],
      registers,
    }),
    decode: new Histogram({
      name: 'flexvar_decode_seconds',
      help: 'Turning the tokens of one scale into pixels.',
      labelNames: ['model'],
      buckets: short,
      registers,
    }),
    encode: new Histogram({
      name: 'flexvar_picture_encode_seconds',
      help: 'Turning pixels into a file.',
      labelNames: ['format'],
      buckets: short,
      registers,
    }),
    pictureCache: new Counter({
      name: 'flexvar_picture_cache_requests_total',
      help: 'Files of pictures that were asked for: hit, it was there; miss, it had to be made.',
      labelNames: ['result'],
      registers,
    }),
    childrenLoaded: new Gauge({
      name: 'flexvar_children_loaded',
      help: 'Whether a child process of a model is loaded: 1, or 0.',
      labelNames: ['model', 'device', 'child'],
      registers,
    }),
    childDeaths: new Counter({
      name: 'flexvar_child_deaths_total',
      help: 'Child processes that died without being told to.',
      labelNames: ['child'],
      registers,
    }),
    picturesQueued: new Gauge({
      name: 'flexvar_pictures_queued',
      help: 'Pictures that wait, in the whole database; absent while it is away.',
      registers,
    }),
    subscriptionsOpen: new Gauge({
      name: 'flexvar_subscriptions_open',
      help: 'Subscriptions to generations that are open in this process.',
      registers,
    }),
    httpRequests: new Gauge({
      name: 'flexvar_http_requests_in_progress',
      help: 'HTTP requests that are being answered, event streams among them; not WebSockets.',
      registers,
    }),
    operationsInProgress: new Gauge({
      name: 'flexvar_operations_in_progress',
      help: 'Queries and mutations that are being carried out.',
      registers,
    }),
    operations: new Counter({
      name: 'flexvar_operations_total',
      help: 'GraphQL operations, by type and outcome: ok, errors, refused.',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    databaseUp: new Gauge({
      name: 'flexvar_database_up',
      help: 'Whether the database answered this scrape in time: 1, or 0.',
      registers,
    }),
    connectionsInUse: new Gauge({
      name: 'flexvar_database_connections_in_use',
      help: 'Connections to the PostgreSQL server with a statement under way.',
      registers,
    }),
    connectionsWaitedFor: new Gauge({
      name: 'flexvar_database_connections_waiting',
      help: 'Statements that wait for a connection to become free.',
      registers,
    }),
  } as const;
}

export type Instruments = ReturnType<typeof declareInstruments>;
