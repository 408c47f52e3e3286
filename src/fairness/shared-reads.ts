import { setImmediate as nextTurn } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { ownWork } from './client.ts';
import { FairQueue } from './fair-queue.ts';

/** Maximum keys per statement, which bounds the size of results. */
const keysAtOnce = 500;
/** Concurrent statements of one kind; further keys go into the next one. */
const statementsAtOnce = 2;

/**
 * Batches reads by key across all callers. Keys requested in one turn of the event loop, or while enough statements are
 * running, are read by one statement, without duplicates. Nothing is cached, so nothing is stale: a read always starts
 * after it was requested.
 * @param nameOf returns equal names for equal keys.
 * @param read returns values in the order of the keys.
 */
export function sharedReads<Key, Value>(
  nameOf: (key: Key) => string,
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
): DataLoader<Key, Value, string> {
  const statements = new FairQueue({ atOnce: statementsAtOnce });
  let begun: Promise<unknown> = Promise.resolve();
  const reads = new DataLoader<Key, Value, string>(
    keys => {
      // From here on, callers might miss concurrent changes, so they wait for the next statement.
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
