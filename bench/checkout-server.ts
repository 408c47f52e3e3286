import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { residentMemory } from './resident-memory.ts';

/** A server of a checkout, in a process of its own with an empty data folder. */
export class CheckoutServer {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  private constructor(child: ChildProcess, dataDir: string, url: string) {
    this.#child = child;
    this.#dataDir = dataDir;
    this.url = url;
  }

  static async start(checkout: string): Promise<CheckoutServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'flexvar-bench-'));
    const child = spawn(process.execPath, ['--import', './require-node.mjs', 'src/main.ts'], {
      cwd: checkout,
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        DATABASE_URL: '',
        HOST: '127.0.0.1',
        PORT: '0',
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    for await (const line of createInterface(child.stdout)) {
      const url = /"url":"([^"]+)"/.exec(line)?.[1];
      if (url === undefined) continue;
      child.stdout.resume();
      return new CheckoutServer(child, dataDir, url);
    }
    throw new Error(`The server in ${checkout} did not start.`);
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resident memory in MB of the server's process and of each of its children, by process id. */
  memory(): Map<number, ProcessMemory> {
    const found = new Map<number, ProcessMemory>();
    const look = (pid: number) => {
      const memory = residentMemory(pid);
      if (memory === null) return;
      found.set(pid, { command: commandOf(pid), residentMB: memory.now });
      for (const child of childrenOf(pid)) look(child);
    };
    if (this.#child.pid !== undefined) look(this.#child.pid);
    return found;
  }

  async stop(): Promise<void> {
    if (this.alive) {
      const gone = once(this.#child, 'exit');
      const cutOff = setTimeout(() => this.#child.kill('SIGKILL'), 20_000);
      this.#child.kill('SIGTERM');
      await gone;
      clearTimeout(cutOff);
    }
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

export interface ProcessMemory {
  readonly command: string;
  readonly residentMB: number;
}

function commandOf(pid: number): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

function childrenOf(pid: number): number[] {
  return readProc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

/** Empty for a process that ended meanwhile. */
function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
