import type { EventChannel } from './context.ts';

/**
 * Passes on the events that are wanted, and says what each is called. Not an async generator: the `return()` of one that
 * waits for its next event is queued behind that wait, so that a client that goes away would leave its subscription open.
 * @param idOf a name by which the client can go on after the event.
 */
export function toldEvents<T>(
  source: AsyncIterator<T>,
  channel: EventChannel,
  wanted: (event: T) => boolean,
  idOf: (event: T) => string,
): AsyncIterableIterator<T> {
  return {
    async next() {
      for (;;) {
        const result = await source.next();
        if (result.done) return { done: true, value: undefined };
        if (!wanted(result.value)) continue;
        channel.lastId = idOf(result.value);
        return result;
      }
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
