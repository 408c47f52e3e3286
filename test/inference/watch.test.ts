import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Watch } from '../../src/inference/processes/watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('ends after its seconds, and can be restarted before', () => {
  const over = vi.fn();
  const watch = new Watch({ over });
  watch.start(3);
  vi.advanceTimersByTime(3000);
  watch.start(3);
  vi.advanceTimersByTime(3000);
  expect(over).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(over).toHaveBeenCalledOnce();
});

test('a machine that slept for an hour has used up a second of it', () => {
  const over = vi.fn();
  const watch = new Watch({ over });
  watch.start(3);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(3000);
  expect(over).not.toHaveBeenCalled();
});
