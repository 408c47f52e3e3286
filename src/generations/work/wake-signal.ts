/** A flag to wait for, with a deadline. Setting it while nobody waits is not lost. */
export class WakeSignal {
  #set = false;
  #resolve: (() => void) | undefined;

  set(): void {
    this.#set = true;
    this.#resolve?.();
  }

  /** Do this before looking at what the flag is about, so that what changes meanwhile sets it again. */
  clear(): void {
    this.#set = false;
  }

  /** Resolves when the flag is set, at the latest after `milliseconds`. */
  async wait(milliseconds: number): Promise<void> {
    if (this.#set) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#resolve = resolve;
    await promise;
    clearTimeout(timer);
    this.#resolve = undefined;
  }
}
