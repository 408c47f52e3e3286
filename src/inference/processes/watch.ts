const tickMs = 1000;

export interface WatchEvents {
  /** Each second. */
  tick?(): void;
  /** The time is over; the watch has stopped. */
  over(): void;
}

/**
 * A time limit that counts seconds as this process lives them. A machine that sleeps, or a server that is held up, loses
 * one second however long it takes, so that a child is not blamed for it.
 */
export class Watch {
  readonly #events: WatchEvents;
  #left = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(events: WatchEvents) {
    this.#events = events;
  }

  /** Begins anew with so many seconds. */
  start(seconds: number): void {
    this.#left = seconds;
    this.#timer ??= setInterval(() => this.#tick(), tickMs).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(): void {
    this.#left--;
    if (this.#left < 0) {
      this.stop();
      this.#events.over();
    } else this.#events.tick?.();
  }
}
