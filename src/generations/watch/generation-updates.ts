import type { Generation, GenerationUpdate } from '../generation.ts';
import type { FeedSeat } from './event-feed.ts';

type Result = IteratorResult<GenerationUpdate, undefined>;

interface Waiting {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const done: Result = { done: true, value: undefined };

/**
 * A subscriber's cursor over the stored events. It buffers at most one page, however slow the subscriber is, and reads
 * only on demand and when something happened.
 *
 * An iterator object rather than an async generator, whose `return()` would wait for a pending `next()` and so outlive
 * a disconnected client.
 */
export class GenerationUpdates implements AsyncIterableIterator<GenerationUpdate, undefined> {
  readonly #seat: FeedSeat;
  /** Revision of the last event delivered. */
  #position: number;
  /** The seat's mark before everything up to `#position` was read; null if there may be more. */
  #checked: string | null;
  #ready: GenerationUpdate[];
  readonly #waiting: Waiting[] = [];
  #filling = false;
  #closed = false;

  /** @param start the initial snapshot, if any, and the position after which stored events follow. */
  constructor(
    seat: FeedSeat,
    start: {
      readonly snapshot: Generation | null;
      readonly position: number;
      /** The seat's mark before `position` was read as the newest revision; null to read at once. */
      readonly checked: string | null;
    },
  ) {
    this.#seat = seat;
    this.#ready = start.snapshot === null ? [] : [{ type: 'SNAPSHOT', generation: start.snapshot }];
    this.#position = start.position;
    this.#checked = start.checked;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    if (this.#closed) return Promise.resolve(done);
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ resolve, reject });
    if (!this.#filling) void this.#serve();
    return promise;
  }

  /** Ends the subscription and settles a pending `next()` at once. */
  return(): Promise<Result> {
    this.#close();
    return Promise.resolve(done);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#seat.leave();
    this.#ready = [];
    for (const { resolve } of this.#waiting.splice(0)) resolve(done);
  }

  /** Serves pending calls of `next()` in order. */
  async #serve(): Promise<void> {
    this.#filling = true;
    try {
      while (this.#waiting.length > 0) {
        const update = this.#ready.shift();
        if (update === undefined) {
          await this.#fill();
          continue;
        }
        this.#waiting.shift()?.resolve({ done: false, value: update });
        if (update.type !== 'SNAPSHOT') this.#position = update.revision;
        if (update.type === 'FINISHED') this.#close();
      }
    } catch (error) {
      this.#waiting.shift()?.reject(error);
      this.#close();
    } finally {
      this.#filling = false;
    }
  }

  /** Reads new events, or waits for some. */
  async #fill(): Promise<void> {
    const mark = this.#seat.mark();
    if (mark === this.#checked) {
      await this.#seat.changed();
    } else {
      const { updates, more } = await this.#seat.read(this.#position);
      if (this.#closed) return;
      this.#ready.push(...updates);
      if (!more) this.#checked = mark;
    }
    if (this.#seat.closed) this.#close();
  }
}
