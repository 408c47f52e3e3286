import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const readySchema = z.object({ msg: z.literal('ready'), pid: z.int(), url: z.string() });

const commands = {
  /** What `npm start` runs, without the time that npm takes. */
  node: [process.execPath, '--import', './require-node.mjs', 'src/main.ts'],
  npm: ['npm', 'start'],
} as const;

/** The server as `npm start` runs it: a process of its own, told everything by its environment. */
export class ServerOfNpmStart {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #log: string[] = [];
  #errors = '';
  readonly url: Promise<string>;

  /** @param within a command that runs the one it is given, in the same process. */
  constructor(
    environment: NodeJS.ProcessEnv,
    by: keyof typeof commands = 'node',
    within: readonly string[] = [],
  ) {
    const [command = '', ...options] = [...within, ...commands[by]];
    this.#child = spawn(command, options, {
      cwd: root,
      // A group of its own, as a shell gives to what is typed; the group of the tests ends with them.
      detached: by === 'npm',
      env: { ...process.env, NODE_OPTIONS: '', PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = once(this.#child, 'exit');
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
    this.url = this.#readUrl();
    // Whoever only waits for the end does not ask for the address.
    this.url.catch(() => {});
  }

  /** What was written to the error output. */
  get errors(): string {
    return this.#errors;
  }

  /** The lines of its log so far. */
  get log(): readonly string[] {
    return this.#log;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Waits for the end. @returns the exit code. */
  async end(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.#ended;
    return this.#child.exitCode;
  }

  /** Sends a signal, and does not wait for what becomes of it. */
  signal(signal: NodeJS.Signals): 'sent' | 'gone' {
    return this.#child.kill(signal) ? 'sent' : 'gone';
  }

  /** Asks it to end, as a service manager would: the one process that was started. @returns the exit code. */
  async terminate(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal);
    return this.end();
  }

  /** Asks what npm runs to end as Ctrl-C does: every process of the group. @returns the exit code. */
  async interrupt(): Promise<number | null> {
    if (this.pid !== undefined) process.kill(-this.pid, 'SIGINT');
    return this.end();
  }

  /** Ends what is left of npm and what it runs, at once. */
  [Symbol.dispose](): void {
    try {
      if (this.pid !== undefined) process.kill(-this.pid, 'SIGKILL');
    } catch {
      // Nothing is left of it.
    }
  }

  async #readUrl(): Promise<string> {
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('the server has no output');
    const { promise, resolve } = Promise.withResolvers<string>();
    const lines = createInterface(stdout);
    lines.on('line', line => {
      // npm says first what it runs.
      if (!line.startsWith('{')) return;
      this.#log.push(line);
      const ready = readySchema.safeParse(JSON.parse(line));
      if (ready.success) resolve(ready.data.url);
    });
    const ended = once(lines, 'close');
    const url = await Promise.race([promise, ended]);
    if (typeof url === 'string') return url;
    throw new Error(`the server ended before it was ready: ${this.#errors}`);
  }
}

/** A data folder for one test, gone when it is disposed of. */
export async function temporaryDataDir(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'flexvar-data-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
