import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds that the threads of a process have run on a processor; `null` where there is no /proc. On a machine with other
 * work the ratio of two such times says more than that of two elapsed ones.
 */
export function processorMs(pid: number): number | null {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = tasks.map(task =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
    );
    return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e6;
  } catch {
    return null;
  }
}
