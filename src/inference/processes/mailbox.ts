/** A queue of values for one consumer, terminated by an end or an error. Unbounded: senders must limit it. */
export class Mailbox<T> {
  readonly #values: T[] = [];
  #end: { readonly error: unknown } | 'ended' | null = null;
  #wake: (() => void) | null = null;

  put(value: T): void {
    this.#values.push(value);
    this.#wake?.();
  }

  end(): void {
    this.#end ??= 'ended';
    this.#wake?.();
  }

  /** The consumer gets earlier values first, then the error. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake?.();
  }

  /** The next value; `null` after the end. */
  async take(): Promise<T | null> {
    for (;;) {
      const value = this.#values.shift();
      if (value !== undefined) return value;
      if (this.#end === 'ended') return null;
      if (this.#end !== null) throw this.#end.error;
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
  }
}
