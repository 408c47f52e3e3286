import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { terminalStatuses } from '../generations/generation.ts';

/** Bucket bounds, in seconds. */
const short = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const long = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/**
 * All metrics except those of the process itself. Labels have few values, none chosen by clients. They are documented in
 * `docs/observability.md`; a test compares the two.
 */
export function declareInstruments(registry: Registry) {
  const registers = [registry];
  return {
    queueWait: new Histogram({
      name: 'flexvar_queue_wait_seconds',
      help: 'Time from queueing a run until a worker first starts it.',
      labelNames: ['model'],
      buckets: long,
      registers,
    }),
    scaleCompute: new Histogram({
      name: 'flexvar_scale_compute_seconds',
      help: "Time of a run's pictures in a pass that gave them a scale.",
      labelNames: ['model', 'device'],
      buckets: short,
      registers,
    }),
    scalesComputed: new Counter({
      name: 'flexvar_scales_computed_total',
      help: 'Scales computed and stored, per picture.',
      labelNames: ['model', 'device'],
      registers,
    }),
    firstPreview: new Histogram({
      name: 'flexvar_first_preview_seconds',
      help: 'Time from accepting a request to the first scale of its picture.',
      labelNames: ['model'],
      buckets: long,
      registers,
    }),
    generationsEnded: new Counter({
      name: 'flexvar_generations_ended_total',
      help: `Ended generations, by status: ${terminalStatuses.join(', ')}.`,
      labelNames: ['model', 'status'],
      registers,
    }),
    decode: new Histogram({
      name: 'flexvar_decode_seconds',
      help: 'Time to decode one scale to pixels.',
      labelNames: ['model'],
      buckets: short,
      registers,
    }),
    encode: new Histogram({
      name: 'flexvar_picture_encode_seconds',
      help: 'Time to encode pixels to a file.',
      labelNames: ['format'],
      buckets: short,
      registers,
    }),
    pictureCache: new Counter({
      name: 'flexvar_picture_cache_requests_total',
      help: 'Requested picture files: hit, if cached; miss, if made.',
      labelNames: ['result'],
      registers,
    }),
    childrenLoaded: new Gauge({
      name: 'flexvar_children_loaded',
      help: '1 if a child process of a model is loaded, otherwise 0.',
      labelNames: ['model', 'device', 'child'],
      registers,
    }),
    childDeaths: new Counter({
      name: 'flexvar_child_deaths_total',
      help: 'Child processes that died unexpectedly.',
      labelNames: ['child'],
      registers,
    }),
    picturesQueued: new Gauge({
      name: 'flexvar_pictures_queued',
      help: 'Queued pictures in the whole database; absent while it is unreachable.',
      registers,
    }),
    subscriptionsOpen: new Gauge({
      name: 'flexvar_subscriptions_open',
      help: 'Open subscriptions in this process.',
      registers,
    }),
    httpRequests: new Gauge({
      name: 'flexvar_http_requests_in_progress',
      help: 'HTTP requests in progress, including event streams, excluding WebSockets.',
      registers,
    }),
    operationsInProgress: new Gauge({
      name: 'flexvar_operations_in_progress',
      help: 'Queries and mutations in progress.',
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
      help: '1 if the database answered this scrape in time, otherwise 0.',
      registers,
    }),
    connectionsInUse: new Gauge({
      name: 'flexvar_database_connections_in_use',
      help: 'Connections to the PostgreSQL server executing a statement.',
      registers,
    }),
    connectionsWaitedFor: new Gauge({
      name: 'flexvar_database_connections_waiting',
      help: 'Statements waiting for a free connection.',
      registers,
    }),
  } as const;
}

export type Instruments = ReturnType<typeof declareInstruments>;
