/**
 * Passes on the values that are wanted. Not an async generator: the `return()` of one that waits for its next value is
 * queued behind that wait, so that a client that goes away would leave its subscription open.
 */
export function filteredIterator<T>(
  source: AsyncIterator<T>,
  wanted: (value: T) => boolean,
): AsyncIterableIterator<T> {
  return {
    async next() {
      for (;;) {
        const result = await source.next();
        if (result.done) return { done: true, value: undefined };
        if (wanted(result.value)) return result;
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
