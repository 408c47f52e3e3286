import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Lease } from '../../../src/access/limits/lease.ts';
import { RateLimitedError } from '../../../src/access/limits/rate-limited-error.ts';
import type { Taken } from '../../../src/access/limits/usage-store.ts';

const windowMs = 60_000;

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** A quota as the database keeps it. */
class Quota {
  readonly limit: number;
  statements = 0;
  broken = false;
  #used = 0;
  #endsAt = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  readonly take = async (need: number, want: number): Promise<Taken> => {
    this.statements++;
    if (this.broken) throw new Error('unreachable');
    const now = performance.now();
    if (now >= this.#endsAt) {
      this.#used = 0;
      this.#endsAt = now + windowMs;
    }
    const left = this.limit - this.#used;
    const granted = left >= want ? want : left >= need ? left : 0;
    this.#used += granted;
    return { granted, left: left - granted, window: this.#endsAt, resetsInMs: this.#endsAt - now };
  };

  lease(): Lease {
    return new Lease({ name: 'requests', limit: this.limit, take: this.take, onFailure: () => {} });
  }
}

async function admits(lease: Lease, amount = 1): Promise<boolean> {
  try {
    await lease.use(amount);
    return true;
  } catch (error) {
    if (error instanceof RateLimitedError) return false;
    throw error;
  }
}

async function refusal(lease: Lease, amount = 1): Promise<RateLimitedError> {
  const error = await (async () => lease.use(amount))().catch((error: unknown) => error);
  if (error instanceof RateLimitedError) return error;
  throw new Error('it was admitted');
}

it('never admits more than the quota in a window, however processes and amounts mix', async () => {
  const uses = fc.array(
    fc.record({ process: fc.nat(3), amount: fc.integer({ min: 1, max: 40 }), pause: fc.nat(3000) }),
    { minLength: 50, maxLength: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), uses, async (limit, list) => {
      const quota = new Quota(limit);
      const processes = Array.from({ length: 4 }, () => quota.lease());
      const admitted = new Map<number, number>();
      for (const { process, amount, pause } of list) {
        vi.advanceTimersByTime(pause);
        const lease = processes[process] ?? quota.lease();
        if (!(await admits(lease, amount))) continue;
        const { window } = await quota.take(1, 0);
        admitted.set(window, (admitted.get(window) ?? 0) + amount);
      }
      for (const used of admitted.values()) expect(used).toBeLessThanOrEqual(limit);
    }),
    { seed: 7, numRuns: 200 },
  );
});

it.each([1, 7, 50])('a small quota of %d is exact over several processes', async limit => {
  const quota = new Quota(limit);
  const processes = [quota.lease(), quota.lease(), quota.lease()];
  let admitted = 0;
  for (let turn = 0; turn < 200; turn++) for (const lease of processes) if (await admits(lease)) admitted++;
  expect(admitted).toBe(limit);
});

it('a large quota is used up but for a few per cent, with few statements', async () => {
  const quota = new Quota(10_000);
  const processes = Array.from({ length: 4 }, () => quota.lease());
  let admitted = 0;
  for (let turn = 0; turn < 10_000; turn++)
    for (const lease of processes) if (await admits(lease)) admitted++;
  expect(admitted).toBeGreaterThanOrEqual(9_900);
  // Of the 40 000 requests.
  expect(quota.statements).toBeLessThan(150);
});

it('concurrent uses are counted one by one', async () => {
  const quota = new Quota(100);
  const lease = quota.lease();
  const results = await Promise.all(Array.from({ length: 300 }, () => admits(lease)));
  expect(results.filter(Boolean)).toHaveLength(100);
});

it('a refusal needs no statement, and says truly when to come again', async () => {
  const quota = new Quota(3);
  const lease = quota.lease();
  for (let use = 0; use < 3; use++) await lease.use(1);
  vi.advanceTimersByTime(20_500);
  const before = quota.statements;
  const { retryAfter } = await refusal(lease);
  expect(quota.statements).toBe(before);
  expect(retryAfter).toBe(40);
  vi.advanceTimersByTime(38_000);
  expect((await refusal(lease)).retryAfter).toBe(2);
  vi.advanceTimersByTime(2000);
  expect(await admits(lease)).toBe(true);
});

it('what exceeds the whole quota never fits, and uses nothing up', async () => {
  const lease = new Quota(10).lease();
  expect((await refusal(lease, 11)).retryAfter).toBeNull();
  expect(await admits(lease, 10)).toBe(true);
});

it('what does not fit leaves room for what does', async () => {
  const lease = new Quota(10).lease();
  await lease.use(4);
  expect((await refusal(lease, 7)).retryAfter).toBe(60);
  expect(await admits(lease, 6)).toBe(true);
});

it('without the database nobody is refused, and counting resumes with it', async () => {
  const quota = new Quota(5);
  const lease = quota.lease();
  quota.broken = true;
  for (let use = 0; use < 20; use++) expect(await admits(lease)).toBe(true);
  quota.broken = false;
  vi.advanceTimersByTime(1000);
  let admitted = 0;
  for (let use = 0; use < 20; use++) if (await admits(lease)) admitted++;
  expect(admitted).toBe(5);
});
