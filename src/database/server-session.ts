import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

const firstRetryMs = 100;
/** Reconnects often, because others consider a process dead after a few seconds. */
const longestRetryMs = 1000;
/** Statement time-out of the session. */
const answerMs = 5000;
const keepAliveMs = 10_000;
/** Time-out for closing a connection. */
const goodbyeMs = 2000;

export interface ServerSessionOptions {
  readonly url: string;
  /** Called for each connection lost or failed. */
  readonly onLost: (error: Error) => void;
  readonly onNotification: (channel: string, payload: string) => void;
  /** Runs at the start of every connection but the first; if it fails, the connection counts as lost. */
  readonly onConnectedAgain: (client: Client) => Promise<void>;
}

interface Connection {
  readonly client: Client;
  /** Resolves with the reason when the connection is gone. */
  readonly lost: Promise<Error>;
  /** Abandons the connection. */
  readonly abandon: (reason: Error) => void;
}

/**
 * A dedicated connection for session state: LISTEN, and locks that end with the session. If lost, it is re-established,
 * for as long as it takes.
 */
export class ServerSession {
  readonly #options: ServerSessionOptions;
  readonly #closing = new AbortController();
  #connection: Connection | null;
  readonly #finished: Promise<void>;

  private constructor(options: ServerSessionOptions, first: Connection) {
    this.#options = options;
    this.#connection = first;
    this.#finished = this.#keepConnected(first);
  }

  /** @throws errors of the first connection. */
  static async open(options: ServerSessionOptions): Promise<ServerSession> {
    return new ServerSession(options, await connect(options));
  }

  /** Null while disconnected. */
  get client(): Client | null {
    return this.#connection?.client ?? null;
  }

  /** Abandons a connection presumed dead; a new one is opened. */
  abandon(client: Client, reason: Error): void {
    if (this.#connection?.client === client) this.#connection.abandon(reason);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#connection?.abandon(new Error('The session is closed.'));
    await this.#finished;
  }

  async #keepConnected(first: Connection): Promise<void> {
    for (let current: Connection | null = first; current !== null; current = await this.#reconnect()) {
      this.#connection = current;
      const reason = await current.lost;
      this.#connection = null;
      if (this.#closing.signal.aborted) return;
      this.#options.onLost(reason);
    }
  }

  async #reconnect(): Promise<Connection | null> {
    const { signal } = this.#closing;
    for (let delayMs = firstRetryMs; ; delayMs = Math.min(longestRetryMs, delayMs * 2)) {
      await delay(delayMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return null;
      let next: Connection | null = null;
      try {
        next = await connect(this.#options);
        await this.#options.onConnectedAgain(next.client);
        return next;
      } catch (error) {
        const reason = error instanceof Error ? error : new Error(String(error));
        next?.abandon(reason);
        this.#options.onLost(reason);
      }
    }
  }
}

async function connect({ url, onNotification }: ServerSessionOptions): Promise<Connection> {
  const client = new Client({
    connectionString: url,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  });
  const { promise: lost, resolve: abandon } = Promise.withResolvers<Error>();
  client.on('error', abandon);
  client.on('end', () => abandon(new Error('The database server closed the connection for notifications.')));
  client.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''));
  await client.connect();
  lost.then(() => sayGoodbye(client));
  return { client, lost, abandon };
}

/** Do not wait for a server that is gone. */
async function sayGoodbye(client: Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), goodbyeMs);
  await client.end().catch(() => {});
  clearTimeout(timer);
}
