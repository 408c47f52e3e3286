/**
 * Runs work one after the other: decoding someone else's file may take much memory and a thread that others wait for,
 * so no more than one is decoded at a time.
 */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    // Whoever asked is told of a failure; the next in line does not care.
    this.#last = result.catch(() => undefined);
    return result;
  }
}
