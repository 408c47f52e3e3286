import { randomUUID } from 'node:crypto';

export interface DeliveryCheckOptions {
  /** Notifies of a payload over another connection than the one that listens. */
  readonly notify: (payload: string) => Promise<void>;
  /** Milliseconds that a notification may take. */
  readonly patienceMs: number;
}

/**
 * Whether notifications arrive: LISTEN succeeds behind a pooler that gives the connection to others after each
 * transaction, and nothing ever comes. So what is sent is looked for.
 */
export class DeliveryCheck {
  readonly #options: DeliveryCheckOptions;
  readonly #awaited = new Map<string, () => void>();

  constructor(options: DeliveryCheckOptions) {
    this.#options = options;
  }

  /** Takes a notification of the check's own channel. */
  received(payload: string): void {
    this.#awaited.get(payload)?.();
  }

  /** @returns null when nothing could be sent. */
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
