import type { WrittenResult } from '../answers/written-result.ts';

/**
 * Hands the results of a subscription to a transport that sends them itself; the next one is made when the last has been
 * taken. Whoever iterates over it hears of the end only, or of the error that ended it.
 */
export function delivered(
  results: AsyncIterator<WrittenResult>,
  deliver: (result: WrittenResult) => Promise<void>,
): AsyncIterableIterator<never, undefined> {
  return {
    async next() {
      for (;;) {
        const result = await results.next();
        if (result.done) return { done: true, value: undefined };
        await deliver(result.value);
      }
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
