import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError, Pool, type PoolClient } from 'pg';
import type { ConnectionCounts } from './database.ts';
import { answerMs } from './server-settings.ts';

/** Idle time before TCP keepalive probes. */
const keepAliveMs = 10_000;
/** Time-out for closing a connection. */
const goodbyeMs = 2000;
/** Retry interval while the server has no free connection. */
const refusedRetryMs = 100;
/** After a refusal, how long the existing connections are shared without requesting more. */
const modestMs = 30_000;
/** Idle time after which connections are released to other processes, except for one that is always kept. */
const idleMs = 5000;

export interface ServerPoolOptions {
  readonly url: string;
  /** Maximum number of connections. */
  readonly connections: number;
  /** Maximum wait for a connection, in milliseconds. */
  readonly waitMs: number;
  /** Statement time-out of the server. */
  readonly statementMs: number;
  readonly onConnectionLost: (error: Error) => void;
}

/** No connection became free within the maximum wait, or the server has none left. */
export class NoConnectionFreeError extends Error {
  constructor(options?: ErrorOptions) {
    super('Timed out waiting for a free database connection.', options);
    this.name = 'NoConnectionFreeError';
  }
}

/**
 * A bounded pool of server connections with a fair waiting queue. If the server grants fewer, the existing ones are
 * shared. Connections silent for too long count as dead, so that nothing, not even closing, waits forever.
 */
export class ServerPool {
  readonly #options: ServerPoolOptions;
  readonly #pool: Pool;
  readonly #sockets = new Set<Socket>();
  #modest: NodeJS.Timeout | undefined;

  /** @throws errors of the first connection. */
  static async open(options: ServerPoolOptions): Promise<ServerPool> {
    const pool = new ServerPool(options);
    try {
      (await pool.connect()).release();
      return pool;
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  private constructor(options: ServerPoolOptions) {
    this.#options = options;
    this.#pool = new Pool({
      connectionString: options.url,
      max: options.connections,
      min: 1,
      idleTimeoutMillis: idleMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
      connectionTimeoutMillis: options.waitMs,
      query_timeout: answerMs(options),
      stream: () => this.#newSocket(),
    });
    // Without listeners, a connection closed by the server would crash this process: the pool only handles idle ones.
    // Those in use also fail their current statement.
    this.#pool.on('error', options.onConnectionLost);
    this.#pool.on('connect', client => client.on('error', () => {}));
  }

  /** @throws NoConnectionFreeError, or connection errors. */
  async connect(): Promise<PoolClient> {
    const deadline = performance.now() + this.#options.waitMs;
    for (;;) {
      try {
        return await this.#pool.connect();
      } catch (error) {
        if (waitedTooLong(error)) throw new NoConnectionFreeError({ cause: error });
        if (!isRefusal(error)) throw error;
        this.#beModest();
        if (performance.now() >= deadline) throw new NoConnectionFreeError({ cause: error });
        await delay(refusedRetryMs);
      }
    }
  }

  get counts(): ConnectionCounts {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return { inUse: totalCount - idleCount, waiting: waitingCount };
  }

  /** Closes every connection, including those whose other end has silently vanished. */
  async end(): Promise<void> {
    clearTimeout(this.#modest);
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, goodbyeMs);
    await this.#pool.end();
    clearTimeout(timer);
  }

  #beModest(): void {
    const { options, totalCount } = this.#pool;
    options.max = Math.max(1, totalCount);
    this.#modest ??= setTimeout(() => {
      options.max = this.#options.connections;
      this.#modest = undefined;
    }, modestMs).unref();
  }

  #newSocket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }
}

/** Message of `pg-pool` when no connection became free. */
function waitedTooLong(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

/** "Sorry, too many clients already", and PgBouncer's "no more connections allowed". */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  return error.code === '53300' || /no more connections allowed|too many connections/i.test(error.message);
}
