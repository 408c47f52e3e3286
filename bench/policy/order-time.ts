import { PassPolicy } from '../../src/policy/pass-policy.ts';
import type { WaitingPicture } from '../../src/policy/waiting-picture.ts';
import { spread } from '../statistics.ts';
import { seededRandom } from './random.ts';

/** Median milliseconds for ordering this many pictures of a quarter as many shares. */
export function orderTime(pictures: number): number {
  const random = seededRandom(pictures);
  const waiting = Array.from({ length: pictures }, (_, id): WaitingPicture => {
    const share = `client ${Math.floor((random() * pictures) / 4)}`;
    const isCoarse = random() < 0.3;
    const nextCost = 1 + 1000 * random();
    const rest = { priority: 'NORMAL', deadlineMs: null, leftCost: 10_000, totalCost: 20_000 } as const;
    return { ...rest, id, share, isCoarse, nextCost, arrivedMs: 1000 * random(), resident: random() < 0.5 };
  });
  const policy = new PassPolicy();
  const times = Array.from({ length: 500 }, () => {
    const start = performance.now();
    const ordered = policy.order(waiting, 1000, 1);
    policy.charge({ pictures: ordered.slice(0, 1), cost: ordered[0]?.nextCost ?? 1 });
    return performance.now() - start;
  });
  return spread(times).median;
}
