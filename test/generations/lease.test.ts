import { expect, it } from 'vitest';
import { newDatabaseSite } from '../setup/test-databases.ts';
import { ServerProcess } from './process-control.ts';
import { fox, revisions, story } from './runtime.ts';

it('another process takes over when a lease ends, and starts what waits meanwhile', {
  timeout: 60_000,
}, async () => {
  const site = await newDatabaseSite('server');
  const first = await ServerProcess.start(site, 2);
  const second = ServerProcess.begin(site);
  try {
    const [id] = await first.create(fox);
    if (!id) throw new Error('nothing was created');
    // Whichever of the two got it: the one that holds is the first.
    await first.receive('held');
    await first.kill();
    await second.receive('ready');
    second.follow(id, 0);
    await second.receive('ended');
    expect(story(second.updates)).toBe('QUEUED RUNNING 0 1 2 3 4 FINISHED:SUCCEEDED');
    expect(revisions(second.updates)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  } finally {
    await Promise.all([first.kill(), second.kill()]);
    await site.remove();
  }
});
