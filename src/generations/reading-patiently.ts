import { setTimeout as delay } from 'node:timers/promises';
import { StorageUnavailableError } from '../database/storage-unavailable-error.ts';
import type { Generations } from './generations.ts';

const firstRetryMs = 50;
const longestRetryMs = 2000;

/**
 * Generations for a subscription. Reads are retried until they succeed, since an event cannot be sent twice.
 * @param signal aborted when the client disconnects; the last error is thrown then.
 */
export function readingPatiently(generations: Generations, signal: AbortSignal): Generations {
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let delayMs = firstRetryMs; ; delayMs = Math.min(longestRetryMs, delayMs * 2)) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StorageUnavailableError) || signal.aborted) throw error;
        await delay(delayMs, undefined, { signal, ref: false }).catch(() => {});
      }
    }
  };
  return {
    ...generations,
    picture: digest => read(() => generations.picture(digest)),
    find: id => read(() => generations.find(id)),
    newest: () => read(() => generations.newest()),
    list: page => read(() => generations.list(page)),
    parent: of => read(() => generations.parent(of)),
    branches: (of, page) => read(() => generations.branches(of, page)),
    scales: of => read(() => generations.scales(of)),
    scale: (of, index) => read(() => generations.scale(of, index)),
    queued: () => read(() => generations.queued()),
    queuePlacement: of => read(() => generations.queuePlacement(of)),
    updates: (id, after) => read(() => generations.updates(id, after)),
  };
}
