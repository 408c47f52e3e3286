import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createKey } from '../src/access/key-store.ts';
import { readLimits } from '../src/access/limits/limits.ts';
import type { OwnerId } from '../src/access/viewer.ts';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/database/open-database.ts';
import { startServer } from '../src/server.ts';
import { type Spread, spread } from './statistics.ts';

const warmUpRequests = 500;
const measuredRequests = 4000;
/** Just large enough for everything to be admitted. */
const limits = 'requests=10000,cost=3000000';

/** Latency of an operation that reads memory only, in milliseconds. */
export interface LimitsFigures {
  readonly withoutKeys: Spread;
  readonly withKey: Spread;
  readonly withLimits: Spread;
}

/** What keys and limits cost per request, on a PostgreSQL server. */
export async function benchLimits(): Promise<LimitsFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-bench-'));
  const postgres = fork(join(import.meta.dirname, 'postgres-process.ts'), [join(folder, 'postgres'), 'new'], {
    execArgv: [],
  });
  const [url] = (await once(postgres, 'message')).map(String);
  const start = (auth: string) =>
    startServer(
      readConfig({
        ...process.env,
        AUTH: auth,
        DATA_DIR: join(folder, auth),
        DATABASE_URL: url,
        DATABASE_CONNECTIONS: '6',
        HOST: 'localhost',
        PORT: '0',
      }),
      pino({ level: 'silent' }),
    );
  const open = await start('none');
  const locked = await start('keys');
  try {
    const [unlimited, limited] = await newKeys(url ?? '');
    const kinds = [
      { url: open.url, token: null, latencies: [] as number[] },
      { url: locked.url, token: unlimited, latencies: [] as number[] },
      { url: locked.url, token: limited, latencies: [] as number[] },
    ] as const;
    for (let request = 0; request < warmUpRequests + measuredRequests; request++)
      for (const { url, token, latencies } of kinds) {
        const milliseconds = await ask(url, token);
        if (request >= warmUpRequests) latencies.push(milliseconds);
      }
    const [withoutKeys, withKey, withLimits] = kinds.map(({ latencies }) => spread(latencies));
    if (!withoutKeys || !withKey || !withLimits) throw new Error('nothing was measured');
    const figures = { withoutKeys, withKey, withLimits };
    console.log(limitsTable(figures));
    return figures;
  } finally {
    await open.close();
    await locked.close();
    postgres.disconnect();
    await once(postgres, 'exit');
    await rm(folder, { recursive: true });
  }
}

async function newKeys(url: string): Promise<readonly [string, string]> {
  const database = await openDatabase({ folder: '', url });
  const create = async (text: string) => {
    const { token } = await createKey(
      database.kysely,
      {
        name: text,
        owner: 'bench' as OwnerId,
        scopes: ['read'],
        expiresAt: null,
        limits: readLimits(text),
      },
      'bench',
    );
    return token;
  };
  try {
    return [await create('none'), await create(limits)];
  } finally {
    await database.close();
  }
}

async function ask(url: string, token: string | null): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: '{ models { name } }' }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`status ${response.status}`);
  return performance.now() - started;
}

function limitsTable({ withoutKeys, withKey, withLimits }: LimitsFigures): string {
  const row = (name: string, { median, p95 }: Spread) =>
    `  ${name.padEnd(28)} median ${median.toFixed(3)} ms, p95 ${p95.toFixed(3)} ms`;
  const ratio = (part: 'median' | 'p95') => (withLimits[part] / withoutKeys[part]).toFixed(2);
  return [
    'requests one after the other, with a PostgreSQL server',
    row('AUTH=none', withoutKeys),
    row('a key without limits', withKey),
    row('a key with limits', withLimits),
    `  a key with limits to AUTH=none: median ${ratio('median')}, p95 ${ratio('p95')}`,
  ].join('\n');
}
