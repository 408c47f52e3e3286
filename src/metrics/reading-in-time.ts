/** Reads a figure that may be long in coming, or not come: one read at a time, whoever asks. */
export class ReadingInTime {
  readonly #read: () => Promise<number>;
  readonly #timeoutMs: number;
  #underWay: Promise<number | null> | null = null;

  constructor(read: () => Promise<number>, timeoutMs: number) {
    this.#read = read;
    this.#timeoutMs = timeoutMs;
  }

  /** Null when it does not come in time, or fails. A read that is late is waited for by the next one who asks. */
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
