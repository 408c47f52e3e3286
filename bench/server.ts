import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { describePack } from '../src/inference/packs/load-pack.ts';
import { startServer } from '../src/server.ts';
import { previewsSchema } from './preview-client.ts';
import { memoryTogether } from './resident-memory.ts';
import { type Spread, spread } from './statistics.ts';

const warmUpPictures = 2;
const measuredPictures = 20;
/** Milliseconds between looks at the event loop. */
const stallResolution = 1;

export interface ServerFigures {
  /** From a cold start with an empty data folder to accepting requests, in milliseconds. */
  readonly startMs: number;
  /** From sending the mutation to the first preview, without the first scale's compute, in milliseconds. */
  readonly previewOverheadMs: Spread;
  /** How late the HTTP thread came to its work while generating, in milliseconds. */
  readonly stallMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Memory of server and child processes, shared pages counted once, and what is left of it without the weights' size on disk, in MB. */
  readonly residentMB: number | null;
  readonly residentOverWeightsMB: number | null;
}

/** Measures a whole server with the default model: real database, real sockets, the client in another process. */
export async function benchServer(): Promise<ServerFigures> {
  const figures = await measureServer();
  console.log(serverTable(figures));
  return figures;
}

/** @param environment variables in place of those that are set. */
export async function measureServer(environment: NodeJS.ProcessEnv = {}): Promise<ServerFigures> {
  const dataDir = await mkdtemp(join(tmpdir(), 'flexvar-bench-'));
  const config = readConfig({
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    PORT: '0',
    HOST: 'localhost',
    ...environment,
  });
  const started = performance.now();
  const server = await startServer(config, pino({ level: 'silent' }));
  const startMs = performance.now() - started;
  try {
    await previews(server.url, warmUpPictures);
    const stalls = monitorEventLoopDelay({ resolution: stallResolution });
    stalls.enable();
    const measured = await previews(server.url, measuredPictures);
    stalls.disable();
    const stall = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - stallResolution);
    const residentMB = memoryTogether([process.pid, ...server.inferenceProcessIds]);
    const { config: pack } = await describePack(join(config.MODELS_DIR, config.DEFAULT_MODEL));
    const weights = Object.values(pack.files).reduce((sum, file) => sum + file.bytes, 0) / 1e6;
    return {
      startMs,
      previewOverheadMs: spread(measured.map(preview => preview.milliseconds - preview.compute)),
      stallMs: {
        p50: stall(stalls.percentile(50)),
        p99: stall(stalls.percentile(99)),
        max: stall(stalls.max),
      },
      residentMB,
      residentOverWeightsMB: residentMB && residentMB - weights,
    };
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true });
  }
}

async function previews(url: string, pictures: number) {
  const address = `${url.replace(/^http/, 'ws')}/graphql`;
  const client = fork(new URL('preview-client.ts', import.meta.url), [address, String(pictures)]);
  const ended = once(client, 'exit').then(([code]) => {
    throw new Error(`the client of the measurement exited with code ${code}`);
  });
  const [reply] = await Promise.race([once(client, 'message'), ended]);
  ended.catch(() => {});
  return previewsSchema.parse(reply);
}

function serverTable(figures: ServerFigures): string {
  const { previewOverheadMs: overhead, stallMs, residentMB, residentOverWeightsMB } = figures;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const megabytes = (value: number | null) => (value === null ? 'unknown' : `${value.toFixed(0)} MB`);
  return [
    'server, default model',
    `  start with an empty data folder ${ms(figures.startMs)}`,
    `  mutation to first preview over WebSocket, without the scale's compute: median ${ms(overhead.median)}, p95 ${ms(overhead.p95)}, min ${ms(overhead.min)}`,
    `  stalls of the HTTP thread while generating: p50 ${ms(stallMs.p50)}, p99 ${ms(stallMs.p99)}, longest ${ms(stallMs.max)}`,
    `  memory of all processes, shared pages counted once, ${megabytes(residentMB)}, ${megabytes(residentOverWeightsMB)} over the weights`,
  ].join('\n');
}
