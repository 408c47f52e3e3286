import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { AccessSettings } from './access/access.ts';
import { InvalidLimitsError, limitNames, readLimits } from './access/limits/limits.ts';
import { allScopes, isScope } from './access/scopes.ts';
import { fewestConnections } from './database/server-database.ts';
import { isLocalAddress } from './http/connections/local-address.ts';
import { freeMemoryShare } from './inference/memory-budget.ts';
import { deviceForm, isDevice } from './inference/onnx/device.ts';

/**
 * The configuration, read from environment variables. Only this file reads `process.env`; `config-help.ts` documents
 * the variables.
 */

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

function whole(low: number, high: number) {
  return z
    .string()
    .regex(/^\d+$/, `a whole number, ${low} to ${high}`)
    .transform(Number)
    .refine(value => value >= low && value <= high, `a whole number, ${low} to ${high}`);
}

function url(protocols: readonly string[], example: string) {
  const allowed = `an address such as ${example}`;
  return z
    .string()
    .refine(value => URL.canParse(value) && protocols.includes(new URL(value).protocol), allowed);
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `one of ${values.join(', ')}` });
}

/** A comma-separated list. */
function listOf(fits: (entry: string) => boolean, allowed: string) {
  return z
    .string()
    .transform(list => list.split(',').map(entry => entry.trim()))
    .refine(list => list.every(fits), `a comma-separated list of ${allowed}`)
    .default([]);
}

function isOrigin(text: string): boolean {
  return text === '*' || (URL.canParse(text) && new URL(text).origin === text);
}

function isHost(text: string): boolean {
  return URL.canParse(`http://${text}`) && `${new URL(`http://${text}`).host}` === text.toLowerCase();
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 && (bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most)
  );
}

const limitsForm = `none, or a comma-separated list such as requests=600,pixels=none, of ${limitNames.join(', ')}`;

const path = z.string().transform(value => resolve(value));

const environmentSchema = z.object({
  ROLE: oneOf(['all', 'api', 'worker']).default('all'),
  HOST: z.string().default('localhost'),
  PORT: whole(0, 65535).default(4000),
  PUBLIC_URL: url(['http:', 'https:'], 'https://pictures.example.com').optional(),
  CORS_ORIGINS: listOf(isOrigin, 'origins such as https://app.example.com, or *'),
  ALLOWED_HOSTS: listOf(isHost, 'hosts such as pictures.example.com or 192.168.0.7:4000, or *'),
  TRUSTED_PROXIES: listOf(isNetwork, 'addresses and networks such as 10.0.0.1 or 10.0.0.0/8'),
  GRAPHQL_GET: oneOf(['on', 'off']).default('on'),
  AUTH: oneOf(['none', 'keys', 'jwt']).optional(),
  JWT_JWKS_URL: url(['http:', 'https:'], 'https://id.example.com/.well-known/jwks.json').optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_SCOPES: listOf(isScope, `scopes: ${allScopes.join(', ')}`).transform(list => list.filter(isScope)),
  CLIENT_LIMITS: z
    .string()
    .transform((text, context) => {
      try {
        return readLimits(text);
      } catch (error) {
        if (!(error instanceof InvalidLimitsError)) throw error;
        context.addIssue({ code: 'custom', message: `${limitsForm} (${error.message})` });
        return z.NEVER;
      }
    })
    .default({}),
  DATA_DIR: path.default(resolve('data')),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user@host/name').optional(),
  DATABASE_LISTEN_URL: url(['postgres:', 'postgresql:'], 'postgres://user@host/name').optional(),
  DATABASE_CONNECTIONS: whole(fewestConnections, 1000).default(10),
  MODELS_DIR: path.default(resolve(import.meta.dirname, '../models/packs')),
  DEFAULT_MODEL: z.string().default('emoji'),
  DEVICES: z
    .string()
    .default('cpu')
    .transform((list, context) => {
      const devices = list.split(',').map(entry => entry.trim());
      const known = devices.filter(isDevice);
      if (known.length === devices.length && new Set(known).size === known.length) return known;
      context.addIssue({
        code: 'custom',
        message: `a comma-separated list of different devices: ${deviceForm}`,
      });
      return z.NEVER;
    }),
  MODEL_UNAVAILABLE_SECONDS: whole(0, 1_000_000).default(60),
  WORKER_URL: url(['http:'], 'http://10.0.0.7:4000').optional(),
  MODEL_IDLE_SECONDS: whole(0, 1_000_000).default(600),
  ENGINE_THREADS: whole(1, 256).default(availableParallelism()),
  ENGINE_MEMORY_MB: whole(16, 1_000_000).default(() => Math.max(16, Math.floor(freeMemoryShare() / 2 ** 20))),
  DECODER_THREADS: whole(1, 256).default(1),
  QUEUE_LIMIT: whole(1, 1_000_000).default(1000),
  REQUEST_PICTURES_LIMIT: whole(1, 64).default(16),
  IMAGE_CACHE_MB: whole(1, 1_000_000).default(512),
  UPLOAD_LIMIT_MB: whole(1, 1000).default(32),
  UPLOAD_MEMORY_MB: whole(1, 100_000).default(128),
  ANSWER_LIMIT_MB: whole(1, 1000).default(24),
  CONNECTIONS_LIMIT: whole(1, 1_000_000).default(4096),
  ADDRESS_CONNECTIONS_LIMIT: whole(1, 1_000_000).default(2048),
  OPERATIONS_LIMIT: whole(1, 10_000).default(64),
  DRAIN_SECONDS: whole(0, 3600).optional(),
  METRICS: oneOf(['on', 'off']).default('on'),
  ACCESS_LOG: oneOf(['on', 'off']).default('on'),
  LOG_LEVEL: oneOf(logLevels).default('info'),
});

type Variables = Readonly<z.output<typeof environmentSchema>>;

export interface Config extends Variables {
  /** What AUTH and JWT_... come to. */
  readonly access: AccessSettings;
}

/** Names of all variables. */
export const configVariables: readonly string[] = Object.keys(environmentSchema.shape);

/** One line per invalid variable: its name, the allowed values and the given one. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Parses the environment; empty variables count as absent. Defaults to the environment of the process, extended by a
 * `.env` file in the working directory.
 * @throws ConfigError naming every invalid variable.
 */
export function readConfig(environment: NodeJS.ProcessEnv = environmentOfProcess()): Config {
  const given = Object.fromEntries(
    configVariables.map(name => [name, environment[name] === '' ? undefined : environment[name]]),
  );
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) {
    const { ROLE, DATABASE_URL } = parsed.data;
    if (ROLE !== 'all' && DATABASE_URL === undefined)
      throw new ConfigError([
        `DATABASE_URL must be set with ROLE=${ROLE}: processes find each other, and their work, on a PostgreSQL server`,
      ]);
    return { ...parsed.data, access: accessOf(parsed.data) };
  }
  throw new ConfigError(
    parsed.error.issues.map(issue => {
      const name = String(issue.path[0]);
      return `${name} must be ${issue.message}; given: ${JSON.stringify(given[name])}`;
    }),
  );
}

/** @throws ConfigError */
function accessOf(variables: Variables): AccessSettings {
  const { ROLE, HOST, AUTH, JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE, JWT_SCOPES } = variables;
  if (AUTH === undefined && ROLE !== 'worker' && !isLocalAddress(HOST))
    throw new ConfigError([
      `AUTH must be set with HOST=${HOST}, which other machines can reach: keys, jwt, or none to let anyone in`,
    ]);
  if (AUTH !== 'jwt') return { kind: AUTH ?? 'none' };
  const required = { JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE };
  if (JWT_JWKS_URL !== undefined && JWT_ISSUER !== undefined && JWT_AUDIENCE !== undefined)
    return {
      kind: 'jwt',
      jwksUrl: JWT_JWKS_URL,
      issuer: JWT_ISSUER,
      audience: JWT_AUDIENCE,
      defaultScopes: JWT_SCOPES,
    };
  throw new ConfigError(
    Object.entries(required).flatMap(([name, value]) =>
      value === undefined ? [`${name} must be set with AUTH=jwt`] : [],
    ),
  );
}

function environmentOfProcess(): NodeJS.ProcessEnv {
  // Node's own option prints a notice at every start without such a file.
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
