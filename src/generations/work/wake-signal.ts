/** A flag to wait for, with a deadline. Setting it while nobody waits is remembered. */
export class WakeSignal {
  #set = false;
  #resolve: (() => void) | undefined;

  set(): void {
    this.#set = true;
    this.#resolve?.();
  }

  /** Clear the flag before checking the condition, so that a concurrent change sets it again. */
  clear(): void {
    this.#set = false;
  }

  /** Resolves when the flag is set, or after `milliseconds`. */
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
