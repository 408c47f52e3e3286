import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { type Logger, pino } from 'pino';
import type { Database } from '../../src/database/database.ts';
import {
  createHttpServer,
  type HttpServer,
  type HttpServerOptions,
} from '../../src/http/create-http-server.ts';
import { FileCache } from '../../src/images/output/file-cache.ts';
import { PictureCache } from '../../src/images/output/picture-cache.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { createRuntime, startTestEngine, type TestRuntime } from '../generations/runtime.ts';

/** The whole server with the real engine, a database and real sockets. */
export interface ApiServer {
  /** Such as `http://localhost:41234`. */
  readonly url: string;
  readonly runtime: TestRuntime;
  readonly http: HttpServer;
  /** Number of pictures decoded so far. */
  readonly decodes: number;
  readonly logged: readonly string[];
  /** Where files of pictures are kept. */
  readonly cacheFolder: string;
  /** Sends an operation over HTTP. */
  send<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<ExecutionResult<Result>>;
  close(): Promise<void>;
}

export type ApiServerOptions = Partial<
  Omit<HttpServerOptions, 'generationsOf' | 'ownerOf' | 'storage' | 'models' | 'pictures'>
> & {
  readonly queueLimit?: number;
  /** One that stays open; a database of its own when left out. */
  readonly database?: Database;
};

export async function startApiServer({
  queueLimit,
  database,
  ...options
}: ApiServerOptions = {}): Promise<ApiServer> {
  const engine = new CountingEngine(await startTestEngine());
  // An embedded database takes seconds of computing for every file of tests; whole servers are tested with one.
  const runtime = await createRuntime('server', engine, {
    ...(queueLimit !== undefined && { queueLimit }),
    ...(database && { database }),
  });
  await runtime.worker.start();
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-api-'));
  const pictures = new PictureCache({
    cache: await FileCache.open(folder, 2 ** 26),
    processes: runtime.processes,
    onCacheError: error => {
      throw error;
    },
  });
  const logged: string[] = [];
  const http = createHttpServer({
    generationsOf: runtime.generationsOf,
    ownerOf: runtime.ownerOf,
    storage: runtime.storage,
    models: runtime.models,
    decoders: runtime.decoders,
    residences: runtime.models.residences,
    engineProblem: () => (runtime.engine.ready ? null : 'The model "tiny" cannot be started.'),
    pictures,
    logger: collectingLogger(logged),
    ...options,
  });
  const url = await http.listen(0, 'localhost');
  return {
    url,
    runtime,
    http,
    logged,
    cacheFolder: folder,
    get decodes() {
      return engine.decodes;
    },
    async send(document, variables) {
      const response = await post(url, { query: print(document), variables });
      return await response.json();
    },
    async close() {
      await http.close();
      await runtime.close();
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Sends any body to the API. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function collectingLogger(lines: string[]): Logger {
  return pino({ level: 'warn' }, { write: line => void lines.push(line) });
}

class CountingEngine implements Engine {
  readonly decodesAtOnce = 2;
  readonly #inside: Engine;
  decodes = 0;

  constructor(inside: Engine) {
    this.#inside = inside;
  }

  generate(...given: Parameters<Engine['generate']>): ReturnType<Engine['generate']> {
    return this.#inside.generate(...given);
  }

  decode(...given: Parameters<Engine['decode']>): ReturnType<Engine['decode']> {
    this.decodes++;
    return this.#inside.decode(...given);
  }

  encode(...given: Parameters<Engine['encode']>): ReturnType<Engine['encode']> {
    return this.#inside.encode(...given);
  }

  get processIds(): readonly number[] {
    return this.#inside.processIds;
  }

  get ready(): boolean {
    return this.#inside.ready;
  }

  close(): Promise<void> {
    return this.#inside.close();
  }
}
