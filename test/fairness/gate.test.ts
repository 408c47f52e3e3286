import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../../src/fairness/client.ts';
import { Gate } from '../../src/fairness/gate.ts';

const never = new AbortController().signal;

function client(name: string): Client {
  const [address = '', connection = ''] = name.split('/');
  return { address, connection };
}

/** Lets everything go on that does not wait for a macrotask. */
async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await null;
}

describe('a gate', () => {
  it('runs a piece of work in the async context of whoever asked for it', async () => {
    const gate = new Gate({ atOnce: 1 });
    const context = new AsyncLocalStorage<string>();
    const found = await Promise.all(
      ['first', 'second'].map(name =>
        context.run(
          name,
          () => new Promise(resolve => gate.soon(client('a/1'), () => resolve(context.getStore()))),
        ),
      ),
    );
    expect(found).toEqual(['first', 'second']);
  });

  it('lets in one at a time, each in a macrotask of its own', async () => {
    const gate = new Gate({ atOnce: 10 });
    const macrotasks: number[] = [];
    let macrotask = 0;
    let over = false;
    const count = () => {
      macrotask++;
      if (!over) setImmediate(count);
    };
    count();
    await Promise.all(
      [1, 2, 3, 4, 5].map(async () => {
        await gate.enter(client('a/1'), never);
        macrotasks.push(macrotask);
      }),
    );
    over = true;
    expect(new Set(macrotasks).size).toBe(5);
  });

  it('takes turns between addresses, then between connections', async () => {
    const gate = new Gate({ atOnce: 1 });
    const order: string[] = [];
    const visit = async (name: string) => {
      const place = await gate.enter(client(name), never);
      order.push(name);
      place.leave();
    };
    await Promise.all(['a/1', 'a/1', 'a/2', 'b/1'].map(visit));
    // The second was next before anybody else had come.
    expect(order).toEqual(['a/1', 'a/1', 'b/1', 'a/2']);
  });

  it('keeps places for other addresses and other connections', async () => {
    const gate = new Gate({ atOnce: 4, atOncePerAddress: 3, atOncePerConnection: 2 });
    const inside: string[] = [];
    const enter = async (name: string) => {
      const place = await gate.enter(client(name), never);
      inside.push(name);
      return place;
    };
    const [first] = ['a/1', 'a/1', 'a/1', 'a/2', 'a/2', 'b/1'].map(enter);
    for (let turn = 0; turn < 10; turn++) await new Promise(resolve => setImmediate(resolve));
    expect(inside.toSorted()).toEqual(['a/1', 'a/1', 'a/2', 'b/1']);
    (await first)?.leave();
    for (let turn = 0; turn < 10; turn++) await new Promise(resolve => setImmediate(resolve));
    expect(inside.slice(4)).toHaveLength(1);
  });

  it('gives back the place of a client that left before it could begin', async () => {
    const gate = new Gate({ atOnce: 1 });
    const leaving = new AbortController();
    const first = await gate.enter(client('a/1'), never);
    const refused = gate.enter(client('a/2'), leaving.signal);
    const expected = expect(refused).rejects.toThrow('left');
    await microtasks();
    leaving.abort(new Error('left'));
    await expected;
    first.leave();
    const next = await gate.enter(client('a/3'), never);
    next.leave();
    next.leave();
    await gate.enter(client('a/4'), never);
  });
});

describe('short pieces of work', () => {
  /** The macrotasks in which pieces are begun, as numbers. */
  async function macrotasksOf(pieces: readonly (() => void)[]): Promise<number[]> {
    const gate = new Gate({ atOnce: 1 });
    const macrotasks: number[] = [];
    let macrotask = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const count = () => {
      macrotask++;
      if (macrotasks.length < pieces.length) setImmediate(count);
      else resolve();
    };
    for (const piece of pieces)
      gate.soon(client('a/1'), () => {
        piece();
        macrotasks.push(macrotask);
      });
    setImmediate(count);
    await promise;
    return macrotasks;
  }

  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  const short = () => {};
  const long = () => vi.advanceTimersByTime(20);

  it('share a macrotask', async () => {
    expect(new Set(await macrotasksOf([short, short, short])).size).toBe(1);
  });

  it('wait for the next when one of them took long', async () => {
    const [first, second, third, fourth] = await macrotasksOf([short, long, short, short]);
    expect(second).toBe(first);
    expect(third).toBeGreaterThan(second ?? 0);
    expect(fourth).toBe(third);
  });

  it('wait for the next when they are many', async () => {
    const macrotasks = await macrotasksOf(Array.from({ length: 1000 }, () => short));
    expect(new Set(macrotasks).size).toBeGreaterThanOrEqual(10);
  });

  it('are begun in turns between clients', async () => {
    const gate = new Gate({ atOnce: 1 });
    const order: string[] = [];
    await Promise.all(
      ['a/1', 'a/1', 'a/2', 'b/1', 'b/1'].map(
        name =>
          new Promise<void>(resolve => {
            gate.soon(client(name), () => {
              order.push(name);
              resolve();
            });
          }),
      ),
    );
    expect(order).toEqual(['a/1', 'b/1', 'a/2', 'b/1', 'a/1']);
  });
});
