import type { EventChannel } from './context.ts';

/**
 * Forwards wanted events and records their ids. An iterator object rather than an async generator, whose `return()`
 * would queue behind a pending `next()`, so that a disconnected client would leave its subscription open.
 * @param idOf an id with which the client can resume after the event.
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
