import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { executionProviders } from './inference/execution-provider.ts';
import { freeMemoryShare } from './inference/memory-budget.ts';

/**
 * The configuration, from environment variables. Only this file reads `process.env`; the README lists every
 * variable, and a test keeps the list complete.
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

const path = z.string().transform(value => resolve(value));

const environmentSchema = z.object({
  HOST: z.string().default('localhost'),
  PORT: whole(0, 65535).default(4000),
  PUBLIC_URL: url(['http:', 'https:'], 'https://pictures.example.com').optional(),
  CORS_ORIGINS: z
    .string()
    .transform(list => list.split(',').map(origin => origin.trim()))
    .refine(
      list =>
        list.every(origin => origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)),
      'a comma-separated list of origins such as https://app.example.com, or *',
    )
    .default([]),
  DATA_DIR: path.default(resolve('data')),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user@host/name').optional(),
  MODELS_DIR: path.default(resolve(import.meta.dirname, '../models')),
  DEFAULT_MODEL: z.string().default('emoji'),
  EXECUTION_PROVIDER: oneOf(executionProviders).default('cpu'),
  ENGINE_THREADS: whole(1, 256).default(availableParallelism()),
  ENGINE_MEMORY_MB: whole(16, 1_000_000).default(() => Math.max(16, Math.floor(freeMemoryShare() / 2 ** 20))),
  DECODER_THREADS: whole(1, 256).default(1),
  QUEUE_LIMIT: whole(1, 1_000_000).default(1000),
  REQUEST_PICTURES_LIMIT: whole(1, 64).default(16),
  IMAGE_CACHE_MB: whole(1, 1_000_000).default(512),
  UPLOAD_LIMIT_MB: whole(1, 1000).default(32),
  LOG_LEVEL: oneOf(logLevels).default('info'),
});

export type Config = Readonly<z.output<typeof environmentSchema>>;

/** Names of all variables, for the test that holds the README against them. */
export const configVariables: readonly string[] = Object.keys(environmentSchema.shape);

/** One line a wrong variable: its name, what it must be and what was given. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Parses the environment; an empty variable counts as absent.
 * @throws ConfigError that names every wrong variable.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(
    configVariables.map(name => [name, environment[name] === '' ? undefined : environment[name]]),
  );
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(issue => {
      const name = String(issue.path[0]);
      return `${name} must be ${issue.message}; given: ${JSON.stringify(given[name])}`;
    }),
  );
}
