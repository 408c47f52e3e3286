import { randomUUID } from 'node:crypto';

export interface DeliveryCheckOptions {
  /** Sends a payload over a connection other than the listening one. */
  readonly notify: (payload: string) => Promise<void>;
  /** Time-out of a notification in milliseconds. */
  readonly patienceMs: number;
}

/**
 * Checks that notifications arrive. Behind a transaction pooler, LISTEN succeeds but nothing ever arrives, so the check
 * sends a notification and waits for it.
 */
export class DeliveryCheck {
  readonly #options: DeliveryCheckOptions;
  readonly #awaited = new Map<string, () => void>();

  constructor(options: DeliveryCheckOptions) {
    this.#options = options;
  }

  /** Handles a notification on the check's own channel. */
  received(payload: string): void {
    this.#awaited.get(payload)?.();
  }

  /** @returns null if nothing could be sent. */
  async works(): Promise<boolean | null> {
    const payload = randomUUID();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#awaited.set(payload, () => resolve(true));
    let timer: NodeJS.Timeout | undefined;
    try {
      await this.#options.notify(payload);
      timer = setTimeout(resolve, this.#options.patienceMs, false);
      return await promise;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
      this.#awaited.delete(payload);
    }
  }
}
