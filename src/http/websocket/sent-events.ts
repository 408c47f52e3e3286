import type { WrittenResult } from '../answers/written-result.ts';
import type { OutgoingMessages } from './outgoing-messages.ts';

export interface SentEventsOptions {
  /** What the client calls the subscription. */
  readonly id: string;
  readonly outgoing: OutgoingMessages;
  readonly signal: AbortSignal;
  /** Does a piece of work when it is the client's turn. */
  readonly soon: (work: () => void) => void;
}

/**
 * Sends the results of a subscription as they are written, each when it is the client's turn and the client has room for
 * it. The protocol's implementation, which would write each of them anew, is left to hear of the end: this iterates over
 * nothing, and is done when all has been sent.
 */
export function sentEvents(
  results: AsyncIterator<WrittenResult>,
  { id, outgoing, signal, soon }: SentEventsOptions,
): AsyncIterableIterator<never, undefined> {
  const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const sendAll = async () => {
    for (;;) {
      await outgoing.drained();
      const result = await results.next();
      if (result.done) return;
      await new Promise<void>(resolve => {
        soon(() => {
          if (!signal.aborted) void outgoing.send(`${head}${result.value.text}}`);
          resolve();
        });
      });
    }
  };
  return {
    async next() {
      await sendAll();
      return { done: true, value: undefined };
    },
    async return() {
      await results.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
