import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PassPolicy } from '../../src/policy/pass-policy.ts';
import type { WaitingPicture } from '../../src/policy/waiting-picture.ts';

const priorities = ['HIGH', 'NORMAL', 'LOW'] as const;

const pictureArbitrary = fc.record({
  share: fc.constantFrom('a', 'b', 'c', 'd'),
  priority: fc.constantFrom(...priorities),
  arrivedMs: fc.integer({ min: 0, max: 60_000 }),
  deadlineMs: fc.option(fc.integer({ min: 60_000, max: 90_000 })),
  nextCost: fc.integer({ min: 1, max: 1000 }),
  leftCost: fc.integer({ min: 1000, max: 10_000 }),
  totalCost: fc.constant(10_000),
  isCoarse: fc.boolean(),
  resident: fc.boolean(),
});
const picturesArbitrary = fc
  .array(pictureArbitrary, { maxLength: 64 })
  .map(pictures => pictures.map((picture, id): WaitingPicture => ({ ...picture, id })));

describe('the order of pictures', () => {
  test('contains every picture once, and depends only on the pictures and what was charged', () => {
    fc.assert(
      fc.property(fc.array(picturesArbitrary, { minLength: 1, maxLength: 5 }), rounds => {
        const policies = [new PassPolicy(), new PassPolicy()];
        for (const pictures of rounds) {
          const [one, other] = policies.map((policy, index) => {
            const ordered = policy.order(index === 0 ? pictures : pictures.toReversed(), 60_000, 1);
            const led = ordered.slice(0, 1);
            policy.charge({ pictures: led, cost: led[0]?.nextCost ?? 0 });
            return ordered;
          });
          expect(one).toEqual(other);
          expect(one?.map(({ id }) => id).sort((a, b) => a - b)).toEqual(pictures.map(({ id }) => id));
        }
      }),
    );
  });
});
