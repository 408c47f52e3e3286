import { usualLimits, writeLimits } from './access/limits/limits.ts';
import { type Config, readConfig } from './config.ts';

/** Meaning of a variable, and its default in words if it is not a plain value. */
interface Explained {
  readonly meaning: string;
  /** Default in words; the default value itself if absent. */
  readonly unset?: string;
}

/** In the order of the README. */
const explained: Readonly<Record<Exclude<keyof Config, 'access'>, Explained>> = {
  ROLE: {
    meaning:
      '`all`: one process does everything. `api`: serves clients, generates nothing. `worker`: generates, serves no clients',
  },
  HOST: { meaning: 'address to listen on; `0.0.0.0` for all interfaces' },
  PORT: { meaning: 'port to listen on; `0` picks a free one' },
  PUBLIC_URL: {
    meaning: 'public address of the server, used in picture URLs',
    unset: 'from the request',
  },
  CORS_ORIGINS: { meaning: 'comma-separated origins allowed to call the server from a browser; `*` for any' },
  ALLOWED_HOSTS: {
    meaning: 'comma-separated host names the server answers to, with or without a port; `*` for any',
    unset: 'depends on `HOST`',
  },
  TRUSTED_PROXIES: {
    meaning:
      'comma-separated addresses and networks (`10.0.0.0/8`) of proxies whose `X-Forwarded-For`, `-Host` and ' +
      '`-Proto` headers are trusted',
  },
  GRAPHQL_GET: { meaning: '`off`: accept operations only by `POST` and WebSocket' },
  AUTH: {
    meaning:
      '`keys`: clients need a key (`npm run keys`). `jwt`: clients need a token of your identity provider. ' +
      '`none`: anyone may use the server, as one owner',
    unset: '`none`; required if `HOST` is not a loopback address',
  },
  JWT_JWKS_URL: { meaning: 'with `AUTH=jwt`: JSON Web Key Set of the identity provider', unset: 'none' },
  JWT_ISSUER: { meaning: 'with `AUTH=jwt`: required `iss` of tokens', unset: 'none' },
  JWT_AUDIENCE: { meaning: 'with `AUTH=jwt`: required `aud` of tokens', unset: 'none' },
  JWT_SCOPES: {
    meaning:
      'with `AUTH=jwt`: comma-separated scopes granted to tokens that name none of `read`, `generate`, `operate`',
  },
  CLIENT_LIMITS: {
    meaning:
      'limits of clients whose key has none of its own, such as `requests=600,pixels=none`; see `docs/limits.md`',
    unset: `\`${writeLimits(usualLimits)}\``,
  },
  DATA_DIR: {
    meaning: 'embedded database and image cache; back it up while the server is stopped',
    unset: '`data`',
  },
  DATABASE_URL: {
    meaning: '`postgres://...`: use a PostgreSQL server instead of the embedded database',
    unset: 'embedded',
  },
  DATABASE_LISTEN_URL: {
    meaning: 'direct address of the PostgreSQL server if `DATABASE_URL` points to PgBouncer',
    unset: '`DATABASE_URL`',
  },
  DATABASE_CONNECTIONS: {
    meaning: 'maximum number of connections from this process to the PostgreSQL server, at least 3',
  },
  MODELS_DIR: { meaning: 'folder containing the model packs', unset: '`models/packs`' },
  DEFAULT_MODEL: { meaning: 'pack used by requests that name none' },
  DEVICES: {
    meaning:
      'comma-separated devices that run the models: `cpu`, `cuda`, `cuda:1`, `webgpu`, `dml`, `dml:1`, `coreml`. Each gets its own process; all take work from one queue',
  },
  MODEL_IDLE_SECONDS: {
    meaning:
      'unload a model after this long without use, and reload it on demand; 0: never. `DEFAULT_MODEL` always ' +
      'stays loaded',
  },
  MODEL_UNAVAILABLE_SECONDS: {
    meaning: 'refuse requests for a model that no worker has served for this long',
  },
  WORKER_URL: {
    meaning:
      'address at which processes sharing the database reach this worker, such as `http://10.0.0.7:4000`',
    unset: 'its listening address',
  },
  ENGINE_THREADS: {
    meaning: 'threads for generation, divided among the devices',
    unset: 'number of CPU cores',
  },
  ENGINE_MEMORY_MB: {
    meaning: 'memory one picture may use in the transformer process; larger requests are refused',
    unset: 'half of the memory free at startup',
  },
  DECODER_THREADS: { meaning: 'threads of the process that decodes tokens to pictures' },
  QUEUE_LIMIT: { meaning: 'maximum queued pictures per owner; more are refused with `QueueFullError`' },
  REQUEST_PICTURES_LIMIT: { meaning: 'maximum pictures per request' },
  UPLOAD_LIMIT_MB: { meaning: 'maximum size of a request with uploads' },
  UPLOAD_MEMORY_MB: {
    meaning: 'memory for all incoming request bodies together; half of it per client address',
  },
  ANSWER_LIMIT_MB: { meaning: 'maximum size of a response or subscription event' },
  CONNECTIONS_LIMIT: { meaning: 'maximum open connections, including WebSockets and event streams' },
  ADDRESS_CONNECTIONS_LIMIT: { meaning: 'maximum open connections per client address (IPv6: per /64)' },
  OPERATIONS_LIMIT: {
    meaning: 'GraphQL operations executed at once; more wait, and clients take turns',
  },
  IMAGE_CACHE_MB: { meaning: 'maximum size of the image cache on disk' },
  DRAIN_SECONDS: {
    meaning: 'how long after SIGTERM `/health/ready` reports 503 while requests are still answered',
    unset: '`5`; `0` on a loopback `HOST`',
  },
  METRICS: {
    meaning:
      "`off`: do not serve `/metrics`. Otherwise it is served, in Prometheus' format, to callers in private networks",
  },
  ACCESS_LOG: { meaning: '`off`: do not log a line per request' },
  LOG_LEVEL: { meaning: '`silent`, `fatal`, `error`, `warn`, `info`, `debug`, `trace`' },
};

/** A variable as documented for operators. */
export interface ExplainedVariable {
  readonly name: string;
  readonly meaning: string;
  /** Its default. */
  readonly unset: string;
}

/** All variables, in the order of the README, whose table must match. */
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

Starts the server. Settings are environment variables, or lines of a .env file in the working directory; the environment
takes precedence. Defaults are in parentheses.

${variables.join('').replaceAll('`', '')}`;
}
