import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../src/fairness/byte-budget.ts';
import type { Client } from '../../src/fairness/client.ts';

const never = new AbortController().signal;

function at(address: string): Client {
  return { address, connection: '1' };
}

describe('a budget of memory', () => {
  it('gives one address half of itself', () => {
    const budget = new ByteBudget({ total: 100 });
    expect(budget.tryTake(50, at('a'))).not.toBeNull();
    expect(budget.tryTake(1, at('a'))).toBeNull();
    expect(budget.tryTake(50, at('b'))).not.toBeNull();
    expect(budget.tryTake(1, at('c'))).toBeNull();
  });

  it('gives what is larger than a share to an address that holds nothing', () => {
    const budget = new ByteBudget({ total: 100 });
    expect(budget.tryTake(80, at('a'))).not.toBeNull();
    expect(budget.tryTake(1, at('a'))).toBeNull();
    expect(budget.tryTake(20, at('b'))).not.toBeNull();
  });

  it('lets those wait for whom there is no room, and counts nothing twice', async () => {
    const budget = new ByteBudget({ total: 100 });
    const first = budget.tryTake(50, at('a'));
    const order: string[] = [];
    const waiting = [
      budget.take(40, at('a'), never).then(release => {
        order.push('large');
        return release;
      }),
      budget.take(10, at('a'), never).then(release => {
        order.push('small');
        return release;
      }),
    ];
    first?.();
    first?.();
    const releases = await Promise.all(waiting);
    expect(order).toEqual(['large', 'small']);
    expect(budget.held).toBe(50);
    for (const release of releases) release();
    expect(budget.held).toBe(0);
  });

  it('keeps nothing for those who gave up', async () => {
    const budget = new ByteBudget({ total: 100 });
    const first = budget.tryTake(50, at('a'));
    const leaving = new AbortController();
    const waiting = budget.take(40, at('a'), leaving.signal);
    leaving.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    await expect(budget.take(1, at('b'), leaving.signal)).rejects.toThrow('left');
    first?.();
    expect(budget.held).toBe(0);
  });
});
