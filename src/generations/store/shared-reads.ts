import { setImmediate as nextTurn } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { ownWork } from '../../fairness/client.ts';
import { FairQueue } from '../../fairness/fair-queue.ts';

/** Keys of one statement at most, so that no answer is large. */
const keysAtOnce = 500;
/** Statements of one kind that are under way at once; what is asked for meanwhile is in the next one. */
const statementsAtOnce = 2;

/**
 * Reads by key, shared by all who ask: whatever is asked for in one turn of the event loop, or while enough statements
 * are under way, is one statement, and each key is in it once. Nothing is kept, so nothing is ever out of date: a read
 * always begins after it was asked for.
 * @param nameOf equal for keys that ask for the same.
 * @param read values in the order of the keys.
 */
export function sharedReads<Key, Value>(
  nameOf: (key: Key) => string,
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
): DataLoader<Key, Value, string> {
  const statements = new FairQueue({ atOnce: statementsAtOnce });
  let begun: Promise<unknown> = Promise.resolve();
  const reads = new DataLoader<Key, Value, string>(
    keys => {
      // Whoever asks from here on might miss what happens meanwhile, and waits for the next statement.
      reads.clearAll();
      const reading = read(keys);
      begun = reading.catch(() => {});
      return reading;
    },
    {
      cacheKeyFn: nameOf,
      maxBatchSize: keysAtOnce,
      batchScheduleFn: begin => {
        void statements.run(ownWork, async () => {
          await nextTurn();
          begin();
          await begun;
        });
      },
    },
  );
  return reads;
}
