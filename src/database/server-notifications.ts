import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { DeliveryCheck } from './delivery-check.ts';
import type { Notifications } from './notifications.ts';
import { type Presence, SessionPresence } from './presence.ts';
import { ServerSession } from './server-session.ts';

/** Interval of delivery checks while notifications arrive. */
const checkMs = 5000;
/** Interval of delivery checks, and of gap signals to listeners, while they do not. */
const pollMs = 1000;
/** Retry interval of presence: others consider a process dead if it is missing for long. */
const showMs = 250;
/** Notifications take a few milliseconds, but this process may be busy. */
const patienceMs = 3000;

interface Listener {
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  readonly onGap: () => void;
}

export interface ServerNotificationsOptions {
  /** Direct address of the server, without a transaction pooler. */
  readonly url: string;
  /** Sends a notification over another connection. */
  readonly notify: (channel: string, payload: string) => Promise<void>;
  readonly onConnectionLost: (error: Error) => void;
  /** Called when notifications stop arriving, and when they arrive again. */
  readonly onDelivery: (works: boolean) => void;
}

export interface ServerNotifications extends Notifications {
  readonly presence: Presence;
  /** Whether notifications arrive; while they do not, listeners are repeatedly told of a gap. */
  works(): boolean;
  close(): Promise<void>;
}

/**
 * LISTEN on a dedicated connection. Listeners are told of a gap after the connection was lost, and every second while
 * notifications do not arrive.
 */
export async function openServerNotifications(
  options: ServerNotificationsOptions,
): Promise<ServerNotifications> {
  const { url, onConnectionLost, onDelivery } = options;
  const listeners = new Set<Listener>();
  const presence = new SessionPresence();
  const checkChannel = `check_${randomUUID()}`;
  const check = new DeliveryCheck({ notify: payload => options.notify(checkChannel, payload), patienceMs });
  const closing = new AbortController();
  let works = true;

  const session = await ServerSession.open({
    url,
    onNotification: (channel, payload) => {
      if (channel === checkChannel) check.received(payload);
      for (const listener of listeners) if (listener.channel === channel) listener.onNotification(payload);
    },
    onLost: error => {
      presence.lost();
      onConnectionLost(error);
    },
    onConnectedAgain: async client => {
      await listenOn(client, checkChannel);
      for (const { channel } of listeners) await listenOn(client, channel);
      if (works) await presence.show(client);
      tellOfGap();
    },
  });
  if (session.client !== null) await listenOn(session.client, checkChannel);
  // A process must be visible to others before it starts working.
  await look();
  const watching = watch();
  const reminder = setInterval(() => {
    if (!works) tellOfGap();
  }, pollMs).unref();

  function tellOfGap(): void {
    for (const { onGap } of listeners) onGap();
  }

  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      const seenMs = presence.name === null ? showMs : checkMs;
      await delay(works ? seenMs : pollMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      if (!closing.signal.aborted) await look();
    }
  }

  async function look(): Promise<void> {
    const { client } = session;
    if (client === null) return;
    const arrived = await check.works();
    // Lost connections and an unreachable database are handled elsewhere.
    if (arrived === null || session.client !== client || closing.signal.aborted) return;
    if (works !== arrived) onDelivery(arrived);
    works = arrived;
    try {
      if (arrived) await presence.show(client);
      else await client.query('select 1');
    } catch (error) {
      session.abandon(client, error instanceof Error ? error : new Error(String(error)));
    }
  }

  return {
    presence,
    works: () => works,
    async listen(channel, onNotification, onGap) {
      const listener = { channel, onNotification, onGap };
      listeners.add(listener);
      // If this fails, the connection is gone, and the next one listens to all channels.
      const { client } = session;
      if (client !== null)
        await listenOn(client, channel).catch((error: Error) => session.abandon(client, error));
      return async () => {
        listeners.delete(listener);
        const { client } = session;
        if (client === null || [...listeners].some(other => other.channel === channel)) return;
        await client.query(`unlisten ${client.escapeIdentifier(channel)}`).catch(() => {});
      };
    },
    async close() {
      closing.abort();
      clearInterval(reminder);
      await session.close();
      await watching;
    },
  };
}

async function listenOn(client: Client, channel: string): Promise<void> {
  await client.query(`listen ${client.escapeIdentifier(channel)}`);
}
