import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const readySchema = z.object({ msg: z.literal('ready'), url: z.string() });

/** One process of a fleet, as `npm start` runs it. */
export class FleetProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#gone = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
    this.url = url;
  }

  /** @throws Error with what it wrote when it ends before it is ready. */
  static async start(environment: NodeJS.ProcessEnv): Promise<FleetProcess> {
    const child = spawn(process.execPath, ['--import', './require-node.mjs', 'src/main.ts'], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', PORT: '0', LOG_LEVEL: 'info', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    const lines = createInterface(child.stdout);
    const url = await new Promise<string>((resolve, reject) => {
      lines.on('line', line => {
        const ready = readySchema.safeParse(line.startsWith('{') ? JSON.parse(line) : null);
        if (ready.success) resolve(ready.data.url);
      });
      lines.once('close', () => reject(new Error(`a process ended before it was ready: ${errors}`)));
    });
    return new FleetProcess(child, url);
  }

  /** As a crash would: nothing of it gets to do anything more. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#gone;
  }
}
