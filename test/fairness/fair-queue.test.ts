import { describe, expect, it } from 'vitest';
import type { Client } from '../../src/fairness/client.ts';
import { FairQueue } from '../../src/fairness/fair-queue.ts';
import { TooMuchWaitingError } from '../../src/fairness/too-much-waiting-error.ts';

function client(name: string): Client {
  const [address = '', connection = ''] = name.split('/');
  return { address, connection };
}

/** Puts jobs in while one runs, lets that end, and tells in which order the others ran. */
async function order(names: readonly string[]): Promise<string> {
  const queue = new FairQueue({ atOnce: 1 });
  const first = Promise.withResolvers<void>();
  const ran: string[] = [];
  const running = queue.run(client('first/1'), () => first.promise);
  const waiting = names.map(name => queue.run(client(name), () => void ran.push(name)));
  first.resolve();
  await Promise.all([running, ...waiting]);
  return ran.join(' ');
}

describe('a fair queue', () => {
  it('runs the jobs of one connection in order', async () => {
    const queue = new FairQueue({ atOnce: 1 });
    const ran: number[] = [];
    await Promise.all([1, 2, 3].map(job => queue.run(client('a/1'), () => ran.push(job))));
    expect(ran).toEqual([1, 2, 3]);
  });

  it('lets a newcomer go before the rest of what somebody else asked for', async () => {
    expect(await order(['a/1', 'a/1', 'a/1', 'b/1'])).toBe('a/1 b/1 a/1 a/1');
  });

  it('gives an address with many connections one share', async () => {
    expect(await order(['a/1', 'a/2', 'a/3', 'b/1', 'b/1'])).toBe('a/1 b/1 a/2 b/1 a/3');
  });

  it('gives each connection of an address its turn', async () => {
    expect(await order(['a/1', 'a/1', 'a/1', 'a/2'])).toBe('a/1 a/2 a/1 a/1');
  });

  it('runs no more at once than it may, and goes on after a failure', async () => {
    const queue = new FairQueue({ atOnce: 2 });
    let running = 0;
    let most = 0;
    const jobs = Array.from({ length: 6 }, (_, job) =>
      queue.run(client(`a/${job}`), async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        if (job === 0) throw new Error('failed');
        return job;
      }),
    );
    const results = await Promise.allSettled(jobs);
    expect(results.map(({ status }) => status)).toEqual(['rejected', ...Array(5).fill('fulfilled')]);
    expect(most).toBe(2);
  });

  it('takes a job back that waits, so that it never runs', async () => {
    const queue = new FairQueue({ atOnce: 1 });
    const first = Promise.withResolvers<void>();
    const running = queue.run(client('a/1'), () => first.promise);
    const left = new AbortController();
    let ran = false;
    const waiting = queue.run(
      client('a/1'),
      () => {
        ran = true;
      },
      left.signal,
    );
    left.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(queue.waiting).toBe(0);
    first.resolve();
    await running;
    expect(ran).toBe(false);
    await expect(queue.run(client('a/1'), () => 1, left.signal)).rejects.toThrow('gone');
  });

  it('refuses what one connection piles up, and only that', async () => {
    const queue = new FairQueue({ atOnce: 1, waitingPerConnection: 1 });
    const first = Promise.withResolvers<void>();
    const running = queue.run(client('a/1'), () => first.promise);
    const waiting = queue.run(client('a/1'), () => 'waited');
    await expect(queue.run(client('a/1'), () => 'refused')).rejects.toThrow(TooMuchWaitingError);
    const other = queue.run(client('a/2'), () => 'other');
    first.resolve();
    await running;
    expect(await Promise.all([waiting, other])).toEqual(['waited', 'other']);
  });
});
