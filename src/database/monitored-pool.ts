import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import type { Db } from 'pg-boss';
import type { StorageMonitor } from './storage-monitor.ts';
import { StorageUnavailableError } from './storage-unavailable-error.ts';

/** The part of a connection that Kysely needs, without cursors. */
type Client = Omit<PostgresPoolClient, 'query'> & {
  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
};

/** A source of connections. */
export interface ConnectionSource {
  connect(): Promise<PoolClient>;
  end(): Promise<void>;
}

/** Connections for Kysely and pg-boss that turn storage failures into typed errors. */
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
            // Otherwise, a query whose response was lost would receive the next one.
            if (error instanceof StorageUnavailableError && !error.nothingStored) usable = false;
            throw error;
          }
        },
        release: destroy => client.release(destroy || !usable),
      };
    };
    return { connect: connect as PostgresPool['connect'], end: () => this.#pool.end(), options: {} };
  }

  /** One statement, or several without values, as pg-boss sends. */
  // biome-ignore lint/suspicious/noExplicitAny: as pg-boss declares it.
  async executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: any[] }> {
    const client = await this.#connect();
    let failed = true;
    try {
      const result = await this.#ask<{ rows: unknown[] }>(client, text, values);
      failed = false;
      return result;
    } finally {
      // It may be in a transaction started by a multi-statement query.
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
