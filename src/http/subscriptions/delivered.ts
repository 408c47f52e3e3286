import type { WrittenResult } from '../answers/written-result.ts';

/**
 * Hands subscription results to a transport that sends them itself; each is produced after the previous one was
 * accepted. Iterating over it yields only the end, or the error that ended it.
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
