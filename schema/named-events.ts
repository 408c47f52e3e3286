import type { EventChannel } from './context.ts';

/**
 * Passes on the events of a subscription, and says what each is called.
 * @param idOf a name by which the client can go on after the event.
 */
export function namedEvents<T>(
  source: AsyncIterableIterator<T>,
  channel: EventChannel,
  idOf: (event: T) => string,
): AsyncIterableIterator<T> {
  return {
    async next() {
      const result = await source.next();
      if (!result.done) channel.lastId = idOf(result.value);
      return result;
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
