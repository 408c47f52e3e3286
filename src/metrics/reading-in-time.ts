/** Reads a value that may be slow or fail. One read at a time, shared by all callers. */
export class ReadingInTime {
  readonly #read: () => Promise<number>;
  readonly #timeoutMs: number;
  #underWay: Promise<number | null> | null = null;

  constructor(read: () => Promise<number>, timeoutMs: number) {
    this.#read = read;
    this.#timeoutMs = timeoutMs;
  }

  /** Null on failure or time-out. A read that timed out continues, and the next caller waits for it. */
  async value(): Promise<number | null> {
    this.#underWay ??= this.#read()
      .catch(() => null)
      .finally(() => {
        this.#underWay = null;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>(resolve => {
      timer = setTimeout(resolve, this.#timeoutMs, null);
    });
    try {
      return await Promise.race([this.#underWay, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
