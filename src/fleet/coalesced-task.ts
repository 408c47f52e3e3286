/** A task that runs one at a time. Requests during a run cause a single further run. */
export class CoalescedTask {
  readonly #task: () => Promise<void>;
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;

  /** @param task must not reject. */
  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  /** Resolves when the run is over; at once if one is already going on. */
  async request(): Promise<void> {
    if (this.#closed) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    do {
      this.#again = false;
      this.#running = this.#task();
      await this.#running;
      this.#running = null;
    } while (this.#again && !this.#closed);
  }

  /** Waits for the current run; later requests are ignored. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }
}
