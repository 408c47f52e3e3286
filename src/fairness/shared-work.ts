import type { Asker } from './asker.ts';
import type { FairQueue } from './fair-queue.ts';

/**
 * Shares work among concurrent callers. Each caller waits in the queue for its own turn, and the first turn starts the
 * work, so nobody waits behind another client's other work. A caller that leaves gives up only its own place. When all
 * have left, unstarted work never starts, and running work is signaled.
 */
export class SharedWork<T> {
  readonly #underWay = new Map<string, Piece<T>>();

  /**
   * @param key identifies equal work.
   * @param work receives the caller whose turn came, with a signal that is aborted when all have left.
   * @returns the result. Rejects with the error of the work or of the queue, or the reason of the asker's signal.
   */
  async run(
    key: string,
    { client, signal }: Asker,
    queue: FairQueue,
    work: (asker: Asker) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const piece = this.#underWay.get(key) ?? new Piece<T>();
    this.#underWay.set(key, piece);
    piece.askers++;
    const place = new AbortController();
    const turn = queue.run(client, () => piece.begin(client, work), place.signal);
    try {
      return await unlessAborted(Promise.race([piece.result, turn.then(() => piece.result)]), signal);
    } finally {
      place.abort();
      if (--piece.askers === 0) {
        piece.abandon();
        if (this.#underWay.get(key) === piece) this.#underWay.delete(key);
      }
    }
  }
}

class Piece<T> {
  askers = 0;
  readonly #result = Promise.withResolvers<T>();
  readonly #abandoned = new AbortController();
  #begun = false;

  constructor() {
    // When all have left, failures go unnoticed.
    this.#result.promise.catch(() => {});
  }

  get result(): Promise<T> {
    return this.#result.promise;
  }

  /** Later turns have nothing to do and release their slot at once. */
  async begin(client: Asker['client'], work: (asker: Asker) => Promise<T>): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    try {
      this.#result.resolve(await work({ client, signal: this.#abandoned.signal }));
    } catch (error) {
      this.#result.reject(error);
    }
  }

  abandon(): void {
    this.#abandoned.abort();
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const { promise: result, resolve, reject } = Promise.withResolvers<T>();
  const leave = () => reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  return result;
}
