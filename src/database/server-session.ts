import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

const firstRetryMs = 100;
/** Others take a process for dead that is away for seconds, so it tries often. */
const longestRetryMs = 1000;
/** A statement of a session that takes longer is not answered any more. */
const answerMs = 5000;
const keepAliveMs = 10_000;
/** What a connection that is closed may take to say so. */
const goodbyeMs = 2000;

export interface ServerSessionOptions {
  readonly url: string;
  /** Told of each connection that was lost or could not be made. */
  readonly onLost: (error: Error) => void;
  readonly onNotification: (channel: string, payload: string) => void;
  /** Done at the beginning of every connection but the first; when it fails the connection counts as lost. */
  readonly onConnectedAgain: (client: Client) => Promise<void>;
}

interface Connection {
  readonly client: Client;
  /** Resolves when the connection is gone, with the reason. */
  readonly lost: Promise<Error>;
  /** Gives the connection up. */
  readonly abandon: (reason: Error) => void;
}

/**
 * A connection of its own, for what belongs to a session: LISTEN, and locks that end with it (a pool hands its connections
 * around). One that is lost is made again for as long as it takes.
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

  /** @throws what the first connection throws. */
  static async open(options: ServerSessionOptions): Promise<ServerSession> {
    return new ServerSession(options, await connect(options));
  }

  /** Null while there is no connection. */
  get client(): Client | null {
    return this.#connection?.client ?? null;
  }

  /** Gives a connection up that is believed to be dead; another one is made. */
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

/** Nobody waits for a server that is not there any more. */
async function sayGoodbye(client: Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), goodbyeMs);
  await client.end().catch(() => {});
  clearTimeout(timer);
}
