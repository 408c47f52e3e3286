import { readFileSync } from 'node:fs';

/** Resident memory of a process, in MB: now, and the most it ever had. `null` where /proc does not tell. */
export function residentMemory(pid: number): { readonly now: number; readonly peak: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1000;
    const [now, peak] = [megabytes('VmRSS'), megabytes('VmHWM')];
    // One that has ended and was not waited for yet has none.
    return Number.isNaN(now) ? null : { now, peak };
  } catch {
    return null;
  }
}

/**
 * What processes really take together, in MB: pages that several share, such as those of Node itself, count once
 * (proportional set size). `null` where /proc does not tell.
 */
export function memoryTogether(pids: readonly number[]): number | null {
  try {
    const kilobytes = pids.map(pid =>
      Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]),
    );
    return kilobytes.reduce((sum, size) => sum + size, 0) / 1000;
  } catch {
    return null;
  }
}
