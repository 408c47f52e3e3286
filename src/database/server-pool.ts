import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError, Pool, type PoolClient } from 'pg';
import type { ConnectionCounts } from './database.ts';
import { answerMs } from './server-settings.ts';

/** A connection that is silent for so long is asked whether it lives, by the system. */
const keepAliveMs = 10_000;
/** What a connection that is closed may take to say so. */
const goodbyeMs = 2000;
/** Between two tries where the server has no connection left. */
const refusedRetryMs = 100;
/** After a refusal, the time in which what there is is shared instead of asking for more. */
const modestMs = 30_000;
/** What is not used for so long is left to other processes, but for one connection, which nobody takes from this one. */
const idleMs = 5000;

export interface ServerPoolOptions {
  readonly url: string;
  /** Most connections at once. */
  readonly connections: number;
  /** How long to wait for a connection, in milliseconds. */
  readonly waitMs: number;
  /** How long the server lets a statement run. */
  readonly statementMs: number;
  readonly onConnectionLost: (error: Error) => void;
}

/** Every connection stayed in use for as long as somebody was ready to wait, or the server has none left for us. */
export class NoConnectionFreeError extends Error {
  constructor(options?: ErrorOptions) {
    super('No connection to the database became free in time.', options);
    this.name = 'NoConnectionFreeError';
  }
}

/**
 * Connections to a server: so many at most, for which others wait in order. Where the server has fewer to give, those
 * that are there are shared. What is silent for too long counts as dead, so that nothing waits for ever, the closing neither.
 */
export class ServerPool {
  readonly #options: ServerPoolOptions;
  readonly #pool: Pool;
  readonly #sockets = new Set<Socket>();
  #modest: NodeJS.Timeout | undefined;

  /** @throws what the first connection throws. */
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
    // Without listeners a connection that the server closes ends this process: the pool hears of idle ones only, and those
    // in use fail the statement that finds out besides.
    this.#pool.on('error', options.onConnectionLost);
    this.#pool.on('connect', client => client.on('error', () => {}));
  }

  /** @throws NoConnectionFreeError, or what connecting throws. */
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

  /** Closes every connection, those of which the other end is gone without a word too. */
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

/** So `pg-pool` says that no connection became free. */
function waitedTooLong(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

/** "Sorry, too many clients already", and PgBouncer's "no more connections allowed". */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  return error.code === '53300' || /no more connections allowed|too many connections/i.test(error.message);
}
