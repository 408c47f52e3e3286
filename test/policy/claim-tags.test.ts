import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClaimTags, type TaggedRun } from '../../src/policy/claim-tags.ts';
import { mayClaim, picturesAhead, picturesAtMost } from '../../src/policy/may-claim.ts';
import { priorityRules } from '../../src/policy/priority-rules.ts';
import { priorityArbitrary } from './fake-device.ts';

/** The same cases in every run. */
const seed = 17;

class Queue {
  readonly tags = new ClaimTags();
  #ids = 0;

  add(share: string, work = 100, priority: 'HIGH' | 'NORMAL' | 'LOW' = 'NORMAL'): number {
    this.tags.add({ id: this.#ids, share, priority, work });
    return this.#ids++;
  }

  /** Shares of the next claims. */
  claims(count: number): (string | undefined)[] {
    return Array.from({ length: count }, () => this.tags.claim()?.share);
  }
}

describe('claims', () => {
  test('alternate between shares, by the work of their runs', () => {
    const queue = new Queue();
    for (let i = 0; i < 4; i++) queue.add('small', 100);
    for (let i = 0; i < 4; i++) queue.add('large', 200);
    expect(queue.claims(6)).toEqual(['small', 'large', 'small', 'small', 'large', 'small']);
  });

  test('take the first run of a newcomer before the rest of what others have queued', () => {
    const queue = new Queue();
    for (let i = 0; i < 150; i++) queue.add('greedy');
    queue.claims(20);
    queue.add('newcomer');
    expect(queue.claims(1)).toEqual(['newcomer']);
  });

  test('give no credit for time in which a share was idle', () => {
    const queue = new Queue();
    queue.add('idle');
    queue.claims(1);
    for (let i = 0; i < 40; i++) queue.add('busy');
    queue.claims(20);
    for (let i = 0; i < 10; i++) queue.add('idle');
    const claimed = queue.claims(10);
    expect(claimed.filter(share => share === 'idle').length).toBeLessThanOrEqual(6);
  });

  test('follow priorities: four times as much, an eighth, never nothing', () => {
    const queue = new Queue();
    for (let i = 0; i < 200; i++) {
      queue.add('urgent', 100, 'HIGH');
      queue.add('normal', 100);
      queue.add('patient', 100, 'LOW');
    }
    const claimed = queue.claims(41);
    const countOf = (share: string) => claimed.filter(each => each === share).length;
    expect(countOf('urgent')).toBeCloseTo(4 * countOf('normal'), -1);
    expect(countOf('patient')).toBeGreaterThanOrEqual(1);
    expect(countOf('patient')).toBeLessThanOrEqual(2);
  });

  test('do not let an urgent run of a share wait for its others', () => {
    const queue = new Queue();
    for (let i = 0; i < 10; i++) queue.add('a');
    queue.claims(2);
    const urgent = queue.add('a', 100, 'HIGH');
    expect(queue.tags.claim()?.id).toBe(urgent);
  });

  test('forget what was canceled', () => {
    const queue = new Queue();
    const canceled = Array.from({ length: 100 }, () => queue.add('a'));
    for (const id of canceled) expect(queue.tags.remove(id)).toBe(true);
    expect(queue.tags.remove(0)).toBe(false);
    for (let i = 0; i < 10; i++) queue.add('b');
    queue.add('a');
    expect(queue.claims(2)).toContain('a');
  });

  test('reach a second run although new shares come all the time', () => {
    const queue = new Queue();
    queue.add('patient');
    queue.add('patient');
    let claims = 0;
    for (let own = 0; own < 2; claims++) {
      for (let i = 0; i < 2; i++) queue.add(`client ${claims} ${i}`);
      if (queue.tags.claim()?.share === 'patient') own++;
      if (claims > 100) break;
    }
    expect(claims).toBeLessThan(50);
  });

  test('are one for each run, and shares that always have runs differ by at most a run of each', () => {
    const runs = fc.array(
      fc.record({
        share: fc.constantFrom('a', 'b', 'c'),
        priority: priorityArbitrary,
        work: fc.integer({ min: 1, max: 1000 }),
      }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(runs, runs => {
        const tags = new ClaimTags();
        for (const [id, run] of runs.entries()) tags.add({ id, ...run });
        const flowOf = ({ share, priority }: Pick<TaggedRun, 'share' | 'priority'>) => `${share} ${priority}`;
        const got = new Map<string, number>();
        const left = Map.groupBy(runs, flowOf);
        const claimed = new Set<number>();
        for (let run = tags.claim(); run !== null; run = tags.claim()) {
          claimed.add(run.id);
          const { weight } = priorityRules[run.priority];
          got.set(flowOf(run), (got.get(flowOf(run)) ?? 0) + run.work / weight);
          left.get(flowOf(run))?.shift();
          const waiting = [...left].filter(([, rest]) => rest.length > 0).map(([flow]) => flow);
          for (const one of waiting)
            for (const other of waiting) {
              const most = Math.max(
                ...runs
                  .filter(each => flowOf(each) === one)
                  .map(each => each.work / priorityRules[each.priority].weight),
              );
              expect((got.get(one) ?? 0) - (got.get(other) ?? 0)).toBeLessThanOrEqual(most);
            }
        }
        expect(claimed.size).toBe(runs.length);
        expect(tags.queue).toEqual([]);
      }),
      { seed },
    );
  });

  test('leave nothing behind of shares that are gone', () => {
    const queue = new Queue();
    for (let i = 0; i < 1000; i++) {
      queue.add(`client ${i}`);
      queue.claims(1);
    }
    expect(queue.tags.remembered).toBeLessThan(10);
  });
});

describe('a worker claims', () => {
  test('for every share, up to a number of pictures of each and of all', () => {
    expect(mayClaim({ pictures: 0, ofShare: 0 })).toBe(true);
    expect(mayClaim({ pictures: 100, ofShare: 0 })).toBe(true);
    expect(mayClaim({ pictures: 100, ofShare: picturesAhead - 1 })).toBe(true);
    expect(mayClaim({ pictures: 100, ofShare: picturesAhead })).toBe(false);
    expect(mayClaim({ pictures: picturesAtMost, ofShare: 0 })).toBe(false);
  });
});
