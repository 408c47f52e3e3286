const tickMs = 1000;

export interface WatchEvents {
  /** Called every second. */
  tick?(): void;
  /** Called when time is up; the watch has stopped. */
  over(): void;
}

/**
 * A time limit in seconds during which this process was running. If the machine sleeps or the server is blocked, only
 * one second counts, so that children are not blamed for it.
 */
export class Watch {
  readonly #events: WatchEvents;
  #left = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(events: WatchEvents) {
    this.#events = events;
  }

  /** Restarts with this many seconds. */
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
