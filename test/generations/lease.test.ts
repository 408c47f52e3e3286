import { describe, expect, it } from 'vitest';
import { newDatabaseSite } from '../setup/test-databases.ts';
import { ServerProcess } from './process-control.ts';
import { fox, revisions, story } from './runtime.ts';

/** The first process is held in the middle of a run, and then something becomes of it. */
async function isTakenOver(
  becomes: (first: ServerProcess) => Promise<void>,
  settings: { leaseSeconds?: number; stallSeconds?: number },
): Promise<void> {
  const site = await newDatabaseSite('server');
  const first = await ServerProcess.start(site, 2, settings);
  const second = ServerProcess.begin(site, undefined, settings);
  try {
    const [id] = await first.create(fox);
    if (!id) throw new Error('nothing was created');
    // Whichever of the two got it: the one that holds is the first.
    await first.receive('held');
    await second.receive('ready');
    await becomes(first);
    second.follow(id, 0);
    await second.receive('ended');
    expect(story(second.updates)).toBe('QUEUED RUNNING 0 1 2 3 4 FINISHED:SUCCEEDED');
    expect(revisions(second.updates)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  } finally {
    await Promise.all([first.kill(), second.kill()]);
    await site.remove();
  }
}

describe('another process takes over', { timeout: 120_000 }, () => {
  it('at once when a process dies, however long its lease', () =>
    isTakenOver(first => first.kill(), { leaseSeconds: 3600 }));

  it('when the lease ends of a process that stands still', () =>
    isTakenOver(async first => first.freeze(), {}));

  it('when a worker makes no progress, though its process and its connections live', () =>
    isTakenOver(async () => {}, { stallSeconds: 1 }));
});
