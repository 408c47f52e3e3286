import { describe, expect, test } from 'vitest';
import { composePass } from '../../src/policy/compose-pass.ts';
import { leastUrgent } from '../../src/policy/least-urgent.ts';
import { PassPolicy } from '../../src/policy/pass-policy.ts';
import type { WaitingPicture } from '../../src/policy/waiting-picture.ts';

function picture(id: number, nextCost: number, isCoarse = false): WaitingPicture {
  const share = `client ${id}`;
  const rest = { priority: 'NORMAL', arrivedMs: 0, deadlineMs: null, resident: true } as const;
  return { id, share, nextCost, leftCost: 1000, totalCost: 1000, isCoarse, ...rest };
}

/** Together, pictures cost as much as the most expensive one and a tenth of each other one. */
function batchCost(pictures: readonly WaitingPicture[]): number {
  const costs = pictures.map(({ nextCost }) => nextCost);
  const most = Math.max(...costs);
  return most + (costs.reduce((sum, cost) => sum + cost, 0) - most) / 10;
}
function sumCost(pictures: readonly WaitingPicture[]): number {
  return pictures.reduce((sum, { nextCost }) => sum + nextCost, 0);
}
const ids = (pictures: readonly WaitingPicture[]) => pictures.map(({ id }) => id);

describe('a pass', () => {
  test('is the most urgent picture and those after it that gain from joining, up to the time limit', () => {
    const pictures = Array.from({ length: 20 }, (_, id) => picture(id, 100));
    const pass = composePass(pictures, { msPerCost: 1, passMs: 150, costOf: batchCost });
    expect(ids(pass.pictures)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pass.cost).toBe(150);
  });

  test('is one picture where together they take as long as one after another', () => {
    const pictures = [picture(0, 10), picture(1, 10)];
    expect(ids(composePass(pictures, { msPerCost: 1, costOf: sumCost }).pictures)).toEqual([0]);
  });

  test('may take longer for one picture, which others join only at no cost', () => {
    const pictures = [picture(0, 1000), picture(1, 1000), picture(2, 1000)];
    const costOf = () => 1000;
    expect(
      ids(composePass([picture(0, 1000), picture(1, 1)], { msPerCost: 1, costOf: batchCost }).pictures),
    ).toEqual([0]);
    expect(composePass(pictures, { msPerCost: 1, costOf }).pictures).toHaveLength(3);
  });

  test('is short while it makes previews, because a preview takes several', () => {
    const pictures = Array.from({ length: 50 }, (_, id) => picture(id, 30, true));
    const pass = composePass(pictures, { msPerCost: 1, passMs: 150, costOf: batchCost });
    expect(pass.pictures.length).toBeGreaterThan(1);
    expect(pass.cost).toBeLessThanOrEqual(150 / 4);
  });

  test('has one shape, and fits', () => {
    const pictures = Array.from({ length: 12 }, (_, id) => picture(id, 10));
    const pass = composePass(pictures, {
      msPerCost: 1,
      costOf: batchCost,
      shapeOf: ({ id }) => id % 2,
      fits: joined => joined.length <= 4,
    });
    expect(ids(pass.pictures)).toEqual([0, 2, 4, 6]);
  });

  test('needs a picture', () => {
    expect(() => composePass([], { msPerCost: 1, costOf: sumCost })).toThrow(RangeError);
  });

  test('charges each picture its part, so that joining is cheaper than going alone', () => {
    const policy = new PassPolicy();
    const [a, b, c] = [picture(0, 90), picture(1, 10), picture(2, 30)];
    policy.order([a, b, c], 0, 1);
    policy.charge({ pictures: [a, b], cost: 50 });
    policy.charge({ pictures: [c], cost: 30 });
    // 45 for the first, 5 for the second, 30 for the third.
    expect(ids(policy.order([a, b, c], 0, 1))).toEqual([1, 2, 0]);
  });
});

describe('when memory is short', () => {
  test('the least urgent caches go first, and none of the pass', () => {
    const ordered = [picture(0, 1), { ...picture(1, 1), resident: false }, picture(2, 1), picture(3, 1)];
    expect(ids(leastUrgent(ordered, ordered.slice(2, 3)))).toEqual([3, 0]);
  });
});
