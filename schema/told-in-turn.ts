import type { ApiContext } from './context.ts';

/**
 * Passes on the events of a subscription, each when it is the client's turn, and says what it is called.
 * @param idOf a name by which the client can go on after the event.
 */
export function toldInTurn<T>(
  source: AsyncIterableIterator<T>,
  { events, signal }: Pick<ApiContext, 'events' | 'signal'>,
  idOf: (event: T) => string,
): AsyncIterableIterator<T> {
  return {
    async next() {
      const result = await source.next();
      if (result.done) return result;
      await events.ready();
      if (signal.aborted) return { done: true, value: undefined };
      events.lastId = idOf(result.value);
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
