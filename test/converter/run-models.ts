import { spawn } from 'node:child_process';

/** What a run of `npm run models -- ...` printed, and its exit code (`null` when a signal ended it). */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/**
 * Runs the command line as a process of its own.
 * @param interrupt given a function that sends it SIGTERM.
 */
export async function runModels(
  args: readonly string[],
  interrupt?: (kill: () => void) => void,
): Promise<Run> {
  const child = spawn(process.execPath, ['models/cli.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    errors += chunk;
  });
  interrupt?.(() => child.kill('SIGTERM'));
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { code, out, errors };
}
