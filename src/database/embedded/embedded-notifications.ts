import type { Notifications } from '../notifications.ts';

interface Listener {
  readonly onNotification: (payload: string) => void;
  readonly onGap: () => void;
}

/** Who listens to the embedded database. Its one session listens to the channels; a new session must again. */
export class EmbeddedNotifications implements Notifications {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #listen: (channel: string) => Promise<void>;

  /** @param listen has the session listen to a channel. */
  constructor(listen: (channel: string) => Promise<void>) {
    this.#listen = listen;
  }

  /** What a new session must listen to. */
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
    // From here on a new session listens to it, too.
    this.#listeners.set(channel, listeners.add(listener));
    await this.#listen(channel);
    return async () => {
      listeners.delete(listener);
    };
  }

  deliver(channel: string, payload: string): void {
    for (const { onNotification } of this.#listeners.get(channel) ?? []) onNotification(payload);
  }

  /** Tells all that something may have been missed. */
  gap(): void {
    for (const listeners of this.#listeners.values()) for (const { onGap } of listeners) onGap();
  }
}
