import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PassPolicy } from '../../src/policy/pass-policy.ts';
import { priorityRules, residentHeadStartMs } from '../../src/policy/priority-rules.ts';
import type { WaitingPicture } from '../../src/policy/waiting-picture.ts';
import { FakeDevice, priorityArbitrary, type TestPicture } from './fake-device.ts';

/** The same cases in every run. */
const seed = 17;
const costsArbitrary = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 10 });

describe('the order of pictures', () => {
  const pictureArbitrary = fc.record({
    share: fc.constantFrom('a', 'b', 'c', 'd'),
    priority: priorityArbitrary,
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
      { seed },
    );
  });

  test('within a share is that of arrival, after coarse scales', () => {
    const device = new FakeDevice();
    const first = device.add({ share: 'a', costs: [1, 50, 50], coarseScales: 1 });
    const second = device.add({ share: 'a', costs: [1, 50, 50], coarseScales: 1 });
    const led = Array.from({ length: 6 }, () => device.pass()?.pictures[0]?.id);
    expect(led).toEqual([first, second, first, first, second, second]);
  });

  test('within a share puts an urgent picture first, and one of low priority last, for half a minute', () => {
    const device = new FakeDevice();
    const low = device.add({ share: 'a', priority: 'LOW', costs: [100] });
    device.nowMs = 29_000;
    const normal = device.add({ share: 'a', costs: [100] });
    const high = device.add({ share: 'a', priority: 'HIGH', costs: [100] });
    device.nowMs = 31_000;
    const later = device.add({ share: 'a', costs: [100] });
    const led = Array.from({ length: 4 }, () => device.pass()?.pictures[0]?.id);
    expect(led).toEqual([high, normal, low, later]);
  });
});

describe('the device', () => {
  test('works as long as there is work, and all of it gets done', () => {
    const picture = fc.record({
      share: fc.constantFrom('a', 'b', 'c'),
      priority: priorityArbitrary,
      deadlineMs: fc.option(fc.integer({ min: 0, max: 5000 })),
      costs: costsArbitrary,
      coarseScales: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(picture, { maxLength: 40 }), pictures => {
        const device = new FakeDevice();
        for (const each of pictures) device.add(each);
        while (device.pass() !== null);
        const work = pictures.flatMap(({ costs }) => costs);
        expect(device.passes).toBe(work.length);
        expect(device.nowMs).toBe(work.reduce((sum, cost) => sum + cost, 0));
      }),
      { seed },
    );
  });

  test('is divided by weight between shares that always have work, within a scale of each and their head starts', () => {
    const share = fc.record({
      priority: priorityArbitrary,
      costs: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 100, maxLength: 100 }),
    });
    fc.assert(
      fc.property(fc.array(share, { minLength: 2, maxLength: 6 }), shares => {
        const device = new FakeDevice();
        const ids = shares.map((each, index) => device.add({ ...each, share: `share ${index}` }));
        while (ids.every(id => !device.isComplete(id))) {
          device.pass();
          const got = shares.map((each, index) => normalised(device, each, index));
          const lead = Math.max(
            ...shares.flatMap((a, one) =>
              shares.map((b, other) => (got[one] ?? 0) - (got[other] ?? 0) - bound(a) - bound(b)),
            ),
          );
          expect(lead).toBeLessThanOrEqual(0);
        }
      }),
      { seed, numRuns: 30 },
    );
    type Share = { priority: 'HIGH' | 'NORMAL' | 'LOW'; costs: readonly number[] };
    function normalised(device: FakeDevice, { priority }: Share, index: number): number {
      return device.workOf(`share ${index}`) / priorityRules[priority].weight;
    }
    function bound({ priority, costs }: Share): number {
      const { weight, headStartMs } = priorityRules[priority];
      return Math.max(...costs) / weight + headStartMs + residentHeadStartMs;
    }
  });
});

describe('a client with one picture beside a greedy one', () => {
  const costs = [5, 5, 5, 40, 80, 150];
  const coarseScales = 3;

  test('takes turns with it for its first preview, whatever the greedy one did and has waiting', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 6 }),
        (greedyPictures, passesBefore, greedyCoarse) => {
          const device = new FakeDevice();
          for (let i = 0; i < greedyPictures; i++)
            device.add({ share: 'greedy', costs, coarseScales: greedyCoarse });
          for (let i = 0; i < passesBefore; i++) device.pass();
          const id = device.add({ share: 'newcomer', costs, coarseScales });
          const before = device.passes;
          while (!device.hasPreview(id)) device.pass();
          expect(device.passes - before).toBeLessThanOrEqual(2 * coarseScales);
        },
      ),
      { seed },
    );
  });

  test('gets half of the device from then on, but for the drafts of the greedy one', () => {
    const device = new FakeDevice();
    for (let i = 0; i < 150; i++) device.add({ share: 'greedy', costs, coarseScales });
    for (let i = 0; i < 20; i++) device.pass();
    const id = device.add({ share: 'newcomer', costs, coarseScales });
    const before = device.nowMs;
    while (!device.isComplete(id)) device.pass();
    const alone = costs.reduce((sum, cost) => sum + cost, 0);
    const { coarseHeadStartMs } = priorityRules.NORMAL;
    const margin = 2 * Math.max(...costs) + coarseHeadStartMs;
    expect(device.nowMs - before).toBeLessThanOrEqual(2 * alone + margin);
  });
});

describe('nobody waits forever', () => {
  const costs = [20, 20, 100, 100];
  const alone = 240;

  /** Device time until a picture is complete beside others, whose number stays the same. */
  function timeBeside(
    others: number,
    priority: 'NORMAL' | 'LOW',
    next: (pass: number, nowMs: number) => TestPicture,
  ): number {
    const device = new FakeDevice();
    const id = device.add({ share: 'patient', priority, costs });
    for (let pass = 0; !device.isComplete(id); pass++) {
      if (pass > 10_000) throw new Error('it starves');
      while (device.waiting <= others) device.add(next(pass, device.nowMs));
      device.pass();
    }
    return device.nowMs;
  }

  test('beside drafts of ever new clients: a fifth of the device is for others, after a burst', () => {
    const time = timeBeside(16, 'NORMAL', pass => ({
      share: `client ${pass}`,
      costs: [50],
      coarseScales: 1,
    }));
    expect(time).toBeLessThan(1000 + 6 * alone);
  });

  test('behind drafts of its own share that never end', () => {
    const time = timeBeside(16, 'NORMAL', () => ({ share: 'patient', costs: [50], coarseScales: 1 }));
    expect(time).toBeLessThan(1000 + 6 * alone);
  });

  test('with low priority, beside ever new clients: it gets an eighth of what each of them gets', () => {
    const time = timeBeside(16, 'LOW', pass => ({
      share: `client ${pass}`,
      costs: [10, 90],
      coarseScales: 1,
    }));
    expect(time).toBeLessThan(1.5 * 8 * 16 * alone);
  });

  test('with low priority, beside urgent pictures with near deadlines', () => {
    const time = timeBeside(3, 'LOW', (pass, nowMs) => ({
      share: `client ${pass % 3}`,
      priority: 'HIGH',
      costs: [10, 90],
      coarseScales: 1,
      deadlineMs: nowMs + 1000,
    }));
    expect(time).toBeLessThan(1.5 * 8 * 4 * 3 * alone);
  });

  test('whatever else comes', () => {
    const other = fc.record({
      share: fc.constantFrom('a', 'b', 'c', 'patient', 'new'),
      priority: priorityArbitrary,
      costs: fc.array(fc.integer({ min: 10, max: 200 }), { minLength: 1, maxLength: 10 }),
      coarseScales: fc.integer({ min: 0, max: 3 }),
      deadlineMs: fc.option(fc.integer({ min: 0, max: 3000 })),
    });
    fc.assert(
      fc.property(fc.array(other, { minLength: 1, maxLength: 20 }), priorityArbitrary, (kinds, priority) => {
        const time = timeBeside(8, priority === 'LOW' ? 'LOW' : 'NORMAL', (pass, nowMs) => {
          const kind = kinds[pass % kinds.length] ?? { share: 'a', costs, deadlineMs: null };
          const share = kind.share === 'new' ? `client ${pass}` : kind.share;
          const deadlineMs = kind.deadlineMs === null ? null : nowMs + kind.deadlineMs;
          return { ...kind, share, deadlineMs };
        });
        // Eight shares of the highest weight, and half a minute in which its own share's later work may go first.
        expect(time).toBeLessThan(30_000 + 1.5 * 8 * 4 * 8 * alone);
      }),
      { seed, numRuns: 30 },
    );
  });
});

describe('a deadline', () => {
  const costs = [10, 100, 100, 100];

  test('that is near puts a picture before others, while it can be met', () => {
    const device = new FakeDevice();
    for (let i = 0; i < 8; i++) device.add({ share: `client ${i}`, costs });
    const id = device.add({ share: 'hurried', costs, deadlineMs: 500 });
    while (!device.isComplete(id)) device.pass();
    expect(device.nowMs).toBeLessThanOrEqual(500);
  });

  test('that cannot be met changes nothing', () => {
    const device = new FakeDevice();
    const first = device.add({ share: 'a', costs: [100] });
    device.add({ share: 'b', costs: [100], deadlineMs: 50 });
    expect(device.pass()?.pictures[0]?.id).toBe(first);
  });

  test('of a share that got far more than others does not count', () => {
    const device = new FakeDevice();
    const patient = device.add({ share: 'patient', costs: new Array<number>(100).fill(100) });
    for (let i = 0; i < 1000 && device.workOf('hurried') < 20_000; i++) {
      device.add({ share: 'hurried', costs: [100], deadlineMs: device.nowMs + 150 });
      device.pass();
    }
    expect(device.isComplete(patient)).toBe(true);
  });
});
