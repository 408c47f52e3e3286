import { describe, expect, it } from 'vitest';
import type { Asker } from '../../src/fairness/asker.ts';
import { FairQueue } from '../../src/fairness/fair-queue.ts';
import { SharedWork } from '../../src/fairness/shared-work.ts';
import { TooMuchWaitingError } from '../../src/fairness/too-much-waiting-error.ts';

function asker(name: string, signal?: AbortSignal): Asker {
  return { client: { address: name, connection: name }, signal };
}

/** A queue whose only place is taken until it is let go. */
function occupied(options: { waitingPerConnection?: number } = {}) {
  const queue = new FairQueue({ atOnce: 1, ...options });
  const place = Promise.withResolvers<void>();
  void queue.run(asker('first').client, () => place.promise);
  return { queue, letGo: place.resolve };
}

describe('shared work', () => {
  it('is done once for all who ask for it', async () => {
    const shared = new SharedWork<number>();
    const { queue, letGo } = occupied();
    let done = 0;
    const answers = ['a', 'b', 'c'].map(name => shared.run('key', asker(name), queue, async () => ++done));
    letGo();
    expect(await Promise.all(answers)).toEqual([1, 1, 1]);
  });

  it('is begun at the first turn that comes, whoever asked first', async () => {
    const shared = new SharedWork<string>();
    const { queue, letGo } = occupied();
    const order: string[] = [];
    const busy = [1, 2, 3].map(job => queue.run(asker('a').client, () => void order.push(`a${job}`)));
    const work = async ({ client }: Asker) => {
      order.push('shared');
      return client.address;
    };
    const answers = [shared.run('key', asker('a'), queue, work), shared.run('key', asker('b'), queue, work)];
    letGo();
    expect(await Promise.all(answers)).toEqual(['b', 'b']);
    await Promise.all(busy);
    expect(order).toEqual(['a1', 'shared', 'a2', 'a3']);
  });

  it('goes on for those who stay', async () => {
    const shared = new SharedWork<string>();
    const { queue, letGo } = occupied();
    const leaving = new AbortController();
    const left = shared.run('key', asker('a', leaving.signal), queue, async () => 'done');
    const stays = shared.run('key', asker('b'), queue, async () => 'done');
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    letGo();
    expect(await stays).toBe('done');
  });

  it('is never begun when all have left', async () => {
    const shared = new SharedWork<string>();
    const { queue, letGo } = occupied();
    const leaving = new AbortController();
    let begun = false;
    const answers = ['a', 'b'].map(name =>
      shared.run('key', asker(name, leaving.signal), queue, async () => {
        begun = true;
        return 'done';
      }),
    );
    leaving.abort(new Error('gone'));
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(queue.waiting).toBe(0);
    letGo();
    await queue.run(asker('c').client, () => {});
    expect(begun).toBe(false);
  });

  it('is told when all have left while it is done', async () => {
    const shared = new SharedWork<void>();
    const queue = new FairQueue({ atOnce: 1 });
    const leaving = new AbortController();
    const begun = Promise.withResolvers<AbortSignal | undefined>();
    const answer = shared.run('key', asker('a', leaving.signal), queue, async ({ signal }) =>
      begun.resolve(signal),
    );
    const signal = await begun.promise;
    leaving.abort();
    await answer.catch(() => {});
    expect(signal?.aborted).toBe(true);
  });

  it('fails for all, and is done anew afterwards', async () => {
    const shared = new SharedWork<string>();
    const { queue, letGo } = occupied();
    const work = async () => {
      throw new Error('failed');
    };
    const answers = ['a', 'b'].map(name => shared.run('key', asker(name), queue, work));
    letGo();
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await shared.run('key', asker('a'), queue, async () => 'done')).toBe('done');
  });

  it('is refused to those alone who wait for too much already', async () => {
    const shared = new SharedWork<string>();
    const { queue, letGo } = occupied({ waitingPerConnection: 1 });
    const other = shared.run('other', asker('a'), queue, async () => 'other');
    const refused = shared.run('key', asker('a'), queue, async () => 'done');
    const taken = shared.run('key', asker('b'), queue, async () => 'done');
    await expect(refused).rejects.toThrow(TooMuchWaitingError);
    letGo();
    expect(await Promise.all([taken, other])).toEqual(['done', 'other']);
  });
});
