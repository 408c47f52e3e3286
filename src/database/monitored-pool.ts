import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import type { Db } from 'pg-boss';
import type { StorageMonitor } from './storage-monitor.ts';
import { StorageUnavailableError } from './storage-unavailable-error.ts';

/** What Kysely needs of a connection; cursors are not among it. */
type Client = Omit<PostgresPoolClient, 'query'> & {
  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
};

/** Where connections come from. */
export interface ConnectionSource {
  connect(): Promise<PoolClient>;
  end(): Promise<void>;
}

/** Connections as Kysely and pg-boss want them, whose failures of storage have a name. */
export class MonitoredPool implements Db {
  readonly #pool: ConnectionSource;
  readonly #monitor: StorageMonitor;

  constructor(pool: ConnectionSource, monitor: StorageMonitor) {
    this.#pool = pool;
    this.#monitor = monitor;
  }

  /** The pool for Kysely. */
  get forKysely(): PostgresPool {
    const connect = async (): Promise<Client> => {
      const client = await this.#connect();
      let usable = true;
      return {
        query: async <R>(text: string, values: readonly unknown[]) => {
          try {
            return await this.#ask<PostgresQueryResult<R>>(client, text, values);
          } catch (error) {
            // Whoever waits for an answer that never comes would get the next one.
            if (error instanceof StorageUnavailableError && !error.nothingStored) usable = false;
            throw error;
          }
        },
        release: destroy => client.release(destroy || !usable),
      };
    };
    return { connect: connect as PostgresPool['connect'], end: () => this.#pool.end(), options: {} };
  }

  /** One statement, or several without values, as pg-boss asks. */
  // biome-ignore lint/suspicious/noExplicitAny: as pg-boss declares it.
  async executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: any[] }> {
    const client = await this.#connect();
    let failed = true;
    try {
      const result = await this.#ask<{ rows: unknown[] }>(client, text, values);
      failed = false;
      return result;
    } finally {
      // It may stand in a transaction that a statement of several began.
      client.release(failed);
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw this.#monitor.unconnected(error);
    }
  }

  async #ask<R>(client: PoolClient, text: string, values?: readonly unknown[]): Promise<R> {
    try {
      const result = await client.query(text, values && [...values]);
      this.#monitor.succeeded(result.command);
      return result as R;
    } catch (error) {
      throw this.#monitor.failed(error);
    }
  }
}
