import { tooMuchUnread } from '../answers/use-answer-limit.ts';
import { WrittenResult } from '../answers/written-result.ts';
import type { RequestContext } from '../request-context.ts';
import type { Share, SharedResult, SharedResults, Sharing } from './shared-results.ts';

type Result = IteratorResult<WrittenResult, undefined>;

const done: Result = { done: true, value: undefined };

let subscriptions = 0;

export interface SharedEventsOptions {
  /** Equal for subscriptions with equal results; null if not shared. */
  readonly name: string | null;
  readonly context: RequestContext;
  readonly results: SharedResults;
  readonly execute: (event: unknown, sharing: Sharing) => Promise<WrittenResult>;
}

/**
 * The results of a subscription, event by event. An iterator object rather than an async generator, whose `return()`
 * would wait for the next event.
 */
export class SharedEvents implements AsyncIterableIterator<WrittenResult, undefined> {
  readonly #events: AsyncIterator<unknown>;
  readonly #options: SharedEventsOptions;
  #name: string;
  /** Whether results depend on the client. */
  #apart = false;
  #share: Share | null = null;

  constructor(events: AsyncIterator<unknown>, options: SharedEventsOptions) {
    this.#events = events;
    this.#options = options;
    this.#name = options.name ?? `subscription ${++subscriptions}`;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Result> {
    const { signal, admitAnswer } = this.#options.context;
    const event = await this.#events.next();
    if (event.done || signal.aborted) return done;
    let result = await this.#ask(event.value);
    if (result === 'apart') {
      const { address, connection } = this.#options.context.client;
      this.#apart = true;
      this.#name += ` for ${address} ${connection}`;
      result = await this.#ask(event.value);
    }
    this.#share = null;
    if (result === null || result === 'apart' || signal.aborted) return done;
    const value = admitAnswer(result.bytes) ? result : new WrittenResult({ errors: [tooMuchUnread()] });
    return { done: false, value };
  }

  async return(): Promise<Result> {
    this.#share?.leave();
    await this.#events.return?.();
    return done;
  }

  #ask(event: unknown): Promise<SharedResult> {
    const { context, results, execute } = this.#options;
    const { client, soon } = context;
    const make = ({ signal, askedWho }: Sharing) =>
      execute(event, { signal, askedWho: this.#apart ? () => {} : askedWho });
    this.#share = results.ask(Object(event), this.#name, { client, soon, make });
    return this.#share.result;
  }
}
