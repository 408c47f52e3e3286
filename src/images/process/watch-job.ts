import type { JobLimits } from './messages.ts';

/** Often enough that a decoder that takes a gigabyte a second is stopped in time. */
const lookMilliseconds = 20;

/**
 * Looks at what a job takes while it runs; decoders have threads of their own, so there is time to look.
 * Computing is measured and not hours: a machine may be busy with other things, or asleep.
 * @param exceeded called once.
 * @returns ends it.
 */
export function watchJob(
  { cpuSeconds, bytes }: JobLimits,
  exceeded: (limit: 'time' | 'memory') => void,
): () => void {
  const cpuAtStart = process.cpuUsage();
  const bytesAtStart = process.memoryUsage.rss();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(cpuAtStart);
    const limit =
      user + system > cpuSeconds * 1e6
        ? 'time'
        : process.memoryUsage.rss() - bytesAtStart > bytes
          ? 'memory'
          : null;
    if (limit === null) return;
    clearInterval(timer);
    exceeded(limit);
  }, lookMilliseconds);
  return () => clearInterval(timer);
}
