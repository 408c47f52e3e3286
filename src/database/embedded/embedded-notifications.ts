import type { Notifications } from '../notifications.ts';

interface Listener {
  readonly onNotification: (payload: string) => void;
  readonly onGap: () => void;
}

/**
 * Listeners of the embedded database. Its single session listens to the channels, and a new session must do so again.
 */
export class EmbeddedNotifications implements Notifications {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #listen: (channel: string) => Promise<void>;

  /** @param listen makes the session listen to a channel. */
  constructor(listen: (channel: string) => Promise<void>) {
    this.#listen = listen;
  }

  /** Channels a new session must listen to. */
  get channels(): readonly string[] {
    return [...this.#listeners.keys()];
  }

  async listen(
    channel: string,
    onNotification: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>> {
    const listener: Listener = { onNotification, onGap };
    const listeners = this.#listeners.get(channel) ?? new Set();
    // From here on, new sessions listen to it, too.
    this.#listeners.set(channel, listeners.add(listener));
    await this.#listen(channel);
    return async () => {
      listeners.delete(listener);
    };
  }

  deliver(channel: string, payload: string): void {
    for (const { onNotification } of this.#listeners.get(channel) ?? []) onNotification(payload);
  }

  /** Tells all listeners that they may have missed something. */
  gap(): void {
    for (const listeners of this.#listeners.values()) for (const { onGap } of listeners) onGap();
  }
}
