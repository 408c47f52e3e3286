import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Notifications } from './notifications.ts';

const firstRetryMs = 100;
const longestRetryMs = 5000;
/** A connection that died without a word is found by asking. */
const probeMs = 15_000;

interface Listener {
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  readonly onGap: () => void;
}

interface Connection {
  readonly client: Client;
  /** Resolves when the connection is gone, with the reason. */
  readonly lost: Promise<Error>;
}

export interface ServerNotifications extends Notifications {
  close(): Promise<void>;
}

/**
 * LISTEN on a connection of its own (a pool hands its connections around). A lost connection is made again for as
 * long as it takes, and then every listener is told that it may have missed something.
 */
export async function openServerNotifications(
  url: string,
  onConnectionLost: (error: Error) => void,
): Promise<ServerNotifications> {
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  let connection: Connection | undefined = await connect(url, deliver);
  const finished = keepConnected(connection);

  function deliver(channel: string, payload: string): void {
    for (const listener of listeners) if (listener.channel === channel) listener.onNotification(payload);
  }

  async function keepConnected(first: Connection): Promise<void> {
    let reason = await first.lost;
    while (!closing.signal.aborted) {
      connection = undefined;
      onConnectionLost(reason);
      const next = await reconnect();
      if (next === undefined) return;
      connection = next;
      for (const listener of listeners) listener.onGap();
      reason = await next.lost;
    }
  }

  async function reconnect(): Promise<Connection | undefined> {
    for (let delayMs = firstRetryMs; ; delayMs = Math.min(longestRetryMs, delayMs * 2)) {
      await delay(delayMs, undefined, { signal: closing.signal }).catch(() => {});
      if (closing.signal.aborted) return undefined;
      try {
        const next = await connect(url, deliver);
        for (const listener of listeners) await listenOn(next.client, listener.channel);
        return next;
      } catch (error) {
        onConnectionLost(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  return {
    async listen(channel, onNotification, onGap) {
      const listener = { channel, onNotification, onGap };
      listeners.add(listener);
      // When this fails the connection is gone, and the next one takes up all channels.
      if (connection !== undefined) await listenOn(connection.client, channel).catch(() => {});
      return async () => {
        listeners.delete(listener);
        if (connection === undefined || [...listeners].some(other => other.channel === channel)) return;
        const { client } = connection;
        await client.query(`unlisten ${client.escapeIdentifier(channel)}`).catch(() => {});
      };
    },
    async close() {
      closing.abort();
      await connection?.client.end().catch(() => {});
      await finished;
    },
  };
}

async function listenOn(client: Client, channel: string): Promise<void> {
  await client.query(`listen ${client.escapeIdentifier(channel)}`);
}

async function connect(
  url: string,
  deliver: (channel: string, payload: string) => void,
): Promise<Connection> {
  const client = new Client({ connectionString: url, keepAlive: true, query_timeout: probeMs });
  const { promise: lost, resolve } = Promise.withResolvers<Error>();
  client.on('error', resolve);
  client.on('end', () => resolve(new Error('The database server closed the notification connection.')));
  client.on('notification', ({ channel, payload }) => deliver(channel, payload ?? ''));
  await client.connect();
  const probe = setInterval(() => client.query('select 1').catch(resolve), probeMs);
  probe.unref();
  lost.then(() => {
    clearInterval(probe);
    return client.end().catch(() => {});
  });
  return { client, lost };
}
