import type { Asker } from './asker.ts';
import type { FairQueue } from './fair-queue.ts';

/**
 * Work that several may ask for at the same time is done once, and given to all of them. Each of them waits in the queue
 * for its own turn, and the first turn begins it: nobody waits behind what somebody else has asked for besides. Who leaves
 * takes back its own place only; when all have left, what has not begun never does, and what has is told.
 */
export class SharedWork<T> {
  readonly #underWay = new Map<string, Piece<T>>();

  /**
   * @param key equal keys are equal work.
   * @param work is given the one whose turn came, with a signal that is aborted when all have left.
   * @returns what the work gives. Rejects with what it threw, what the queue refuses, or the reason of the asker's signal.
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
    // When all have left nobody hears of a failure.
    this.#result.promise.catch(() => {});
  }

  get result(): Promise<T> {
    return this.#result.promise;
  }

  /** Later turns have nothing to do, and do not hold their place in the meantime. */
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
