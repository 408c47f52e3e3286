import { describe, expect, test } from 'vitest';
import { estimate, type ShareWork, type WorkerState } from '../../src/policy/estimate.ts';

function work(share: string, cost: number, coarseCost = 0, pictures = 1): ShareWork {
  return { share, priority: 'NORMAL', cost, coarseCost, pictures };
}
function worker(inProgress: readonly ShareWork[] = [], passLeftMs = 0): WorkerState {
  return { msPerCost: 2, passLeftMs, inProgress };
}
const run = work('mine', 100, 5);

describe('an estimate', () => {
  test('on an idle worker is what the work takes', () => {
    expect(estimate({ workers: [worker()], queued: [] }, run)).toEqual({ firstPreviewMs: 10, endMs: 200 });
  });

  test('beside other clients: previews after one another, the rest side by side', () => {
    const busy = worker([work('small', 30, 3), work('large', 1000)], 40);
    const estimated = estimate({ workers: [busy], queued: [] }, run);
    expect(estimated).toEqual({ firstPreviewMs: 40 + 2 * (5 + 3), endMs: 40 + 2 * (100 + 30 + 100) });
  });

  test('is that of the worker which claims first', () => {
    const workers = [worker([work('other', 1000)], 100), worker([work('other', 10)], 20)];
    expect(estimate({ workers, queued: [] }, run)?.endMs).toBe(20 + 2 * 110);
  });

  test('behind its own backlog: claims go on when all but seven of its pictures are done', () => {
    const own = Array.from({ length: 20 }, () => work('mine', 100));
    const state = { workers: [worker(), worker()], queued: own };
    const estimated = estimate(state, run);
    // The eleventh run of its worker.
    expect(estimated?.endMs).toBe(2 * 1100);
    expect(estimated?.firstPreviewMs).toBeCloseTo(2 * 300 + 10);
  });

  test('in progress counts from the worker that has it', () => {
    const on = worker([work('other', 50)], 10);
    const state = { workers: [worker(), on], queued: [] };
    expect(estimate(state, work('mine', 40), on)).toEqual({ firstPreviewMs: 0, endMs: 10 + 2 * 80 });
  });

  test('grows with the weight of others', () => {
    const busy = worker([{ ...work('urgent', 1000), priority: 'HIGH' }]);
    expect(estimate({ workers: [busy], queued: [] }, run)?.endMs).toBe(2 * 500);
  });

  test('needs a worker', () => {
    expect(estimate({ workers: [], queued: [] }, run)).toBeNull();
  });
});
