import type { JobLimits } from './messages.ts';

/** Frequent enough to stop a decoder that allocates a gigabyte per second. */
const lookMilliseconds = 20;

/**
 * Watches the resource use of a job; decoders run on other threads, so this thread is free to watch. It measures CPU
 * time rather than elapsed time, because the machine may be busy or asleep.
 * @param exceeded called once.
 * @returns a function that stops watching.
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
