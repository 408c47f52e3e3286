import { type Config, readConfig } from './config.ts';

/** What a variable is for, and what holds without it where that is no value. */
interface Explained {
  readonly meaning: string;
  /** In words; the default value when left out. */
  readonly unset?: string;
}

/** In the order of the README. */
const explained: Readonly<Record<keyof Config, Explained>> = {
  ROLE: {
    meaning:
      '`all`: one process does everything. `api`: serves clients, generates nothing. `worker`: generates, serves no clients',
  },
  HOST: { meaning: 'address to listen on; `0.0.0.0` for all' },
  PORT: { meaning: 'port to listen on; `0` takes a free one' },
  PUBLIC_URL: {
    meaning: 'address clients reach the server under, for the URLs of pictures',
    unset: 'from the request',
  },
  CORS_ORIGINS: { meaning: 'comma-separated origins of pages that may call the server; `*` for any' },
  ALLOWED_HOSTS: {
    meaning: 'comma-separated hosts the server may be asked under, with or without a port; `*` for any',
    unset: 'depends on `HOST`',
  },
  TRUSTED_PROXIES: {
    meaning:
      'comma-separated addresses and networks (`10.0.0.0/8`) of proxies whose `X-Forwarded-For`, `-Host` and `-Proto` are believed',
  },
  GRAPHQL_GET: { meaning: '`off`: operations are taken by `POST` and WebSocket only' },
  DATA_DIR: {
    meaning: 'embedded database and image cache; back it up while the server is stopped',
    unset: '`data`',
  },
  DATABASE_URL: {
    meaning: '`postgres://...`: a PostgreSQL server instead of the embedded one',
    unset: 'embedded',
  },
  DATABASE_LISTEN_URL: {
    meaning: 'address of the PostgreSQL server itself, where `DATABASE_URL` is that of PgBouncer',
    unset: '`DATABASE_URL`',
  },
  DATABASE_CONNECTIONS: { meaning: 'connections of this process to the PostgreSQL server, 3 at least' },
  MODELS_DIR: { meaning: 'folder of the model packs', unset: '`models/packs`' },
  DEFAULT_MODEL: { meaning: 'the pack a request means that names none' },
  DEVICES: {
    meaning:
      'what runs the models, separated by commas: `cpu`, `cuda`, `cuda:1`, `webgpu`, `dml`, `dml:1`, `coreml`. Each has a process of its own, which takes pictures from the same queue',
  },
  MODEL_IDLE_SECONDS: {
    meaning:
      'after so long without use a model is unloaded, and loaded again when it is used; 0: never. `DEFAULT_MODEL` stays',
  },
  MODEL_UNAVAILABLE_SECONDS: {
    meaning: 'requests for a model that no worker has served for so long are refused',
  },
  WORKER_URL: {
    meaning: 'where the processes that share a database reach this worker, such as `http://10.0.0.7:4000`',
    unset: 'where it listens',
  },
  ENGINE_THREADS: {
    meaning: 'threads that generate, shared out between the devices',
    unset: 'number of cores',
  },
  ENGINE_MEMORY_MB: {
    meaning: "memory that one picture may take in the transformer's process; larger ones are refused",
    unset: 'half of what is free at the start',
  },
  DECODER_THREADS: { meaning: 'threads of the process that turns tokens into pictures' },
  QUEUE_LIMIT: { meaning: 'pictures of one owner queued at most; more are refused with `QueueFullError`' },
  REQUEST_PICTURES_LIMIT: { meaning: 'pictures in one request' },
  UPLOAD_LIMIT_MB: { meaning: 'size of a request with uploaded pictures' },
  UPLOAD_MEMORY_MB: { meaning: 'memory for requests that come in, all together; half of it for one address' },
  ANSWER_LIMIT_MB: { meaning: 'size of an answer, or of an event of a subscription' },
  CONNECTIONS_LIMIT: { meaning: 'open connections, WebSockets and event streams among them' },
  ADDRESS_CONNECTIONS_LIMIT: { meaning: 'those of one address (of IPv6: of one /64)' },
  OPERATIONS_LIMIT: {
    meaning: 'GraphQL operations under way at once; further ones wait, and clients take turns',
  },
  IMAGE_CACHE_MB: { meaning: 'size of the image cache on disk' },
  DRAIN_SECONDS: {
    meaning: 'after SIGTERM: time in which `/health/ready` says no and requests are still answered',
    unset: '`5`; `0` on a loopback `HOST`',
  },
  METRICS: {
    meaning:
      '`off`: `/metrics` is not served. Otherwise it is, in the format of Prometheus, to callers in private networks',
  },
  LOG_LEVEL: { meaning: '`silent`, `fatal`, `error`, `warn`, `info`, `debug`, `trace`' },
};

/** A variable as people are told of it. */
export interface ExplainedVariable {
  readonly name: string;
  readonly meaning: string;
  /** What holds without it. */
  readonly unset: string;
}

/** All variables in the order of the README, whose table says the same. */
export function explainConfig(): ExplainedVariable[] {
  const defaults: ReadonlyMap<string, unknown> = new Map(Object.entries(readConfig({})));
  return Object.entries(explained).map(([name, { meaning, unset }]) => ({
    name,
    meaning,
    unset: unset ?? shown(defaults.get(name)),
  }));
}

function shown(value: unknown): string {
  return Array.isArray(value) && value.length === 0 ? 'none' : `\`${value}\``;
}

/** What `npm start -- --help` prints. */
export function helpText(): string {
  const variables = explainConfig().map(
    ({ name, meaning, unset }) => `  ${name} (${unset})\n      ${meaning}\n`,
  );
  return `Usage: npm start

Starts the server. It is configured by environment variables, or by a file .env in the folder it is started in; what the
environment says goes first. In brackets is what holds without a variable.

${variables.join('').replaceAll('`', '')}`;
}
