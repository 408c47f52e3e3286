import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { getIntrospectionQuery } from 'graphql';
import { pino } from 'pino';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { startServer } from '../src/server.ts';
import { spread } from './statistics.ts';

const answers = 15;

/** What an operation costs by the server's reckoning, beside what it takes. */
export interface PriceFigures {
  readonly name: string;
  readonly units: number;
  /** Time that the thread was at work, in milliseconds; client and server share it here. */
  readonly threadMs: number;
  /** From the request to the end of the answer, in milliseconds. */
  readonly wallMs: number;
  readonly bytes: number;
}

const answerSchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
  extensions: z.object({ cost: z.object({ requested: z.number() }) }),
});

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

/** Operations in which one kind of field is nearly all there is. @param round makes each one new to all caches. */
const operations: readonly (readonly [string, (round: number) => string])[] = [
  [
    'fields of a list',
    () => `{ generations(first: 40) { edges { node { ${times(200, n => `a${n}: status`)} } } } }`,
  ],
  ['introspection', () => getIntrospectionQuery()],
  [
    'reads, one by one',
    round => `{ ${times(100, n => `a${n}: generation(id: "${generationId(round * 100 + n)}") { id }`)} }`,
  ],
  [
    'reads of a list',
    () => '{ generations(first: 40) { edges { node { scales { id } bestScale { id } } } } }',
  ],
  [
    'searches',
    round =>
      `{ model { ${times(100, n => `a${n}: classes(search: "a${round} ${n}", first: 1) { totalCount }`)} } }`,
  ],
  ['tokens', () => '{ generations(first: 1) { edges { node { scales { tokens } } } } }'],
  ...(['WEBP', 'PNG', 'JPEG', 'AVIF'] as const).flatMap(format =>
    [512, 64].map(
      edge =>
        [
          `${format} of ${edge} px`,
          (round: number) =>
            `{ newestGeneration { bestScale { image(format: ${format}, maxEdge: ${edge - round}, quality: ${70 + round}) { dataUri } } } }`,
        ] as const,
    ),
  ),
  [
    'GIF of 128 px',
    round => `{ newestGeneration { animation(format: GIF, maxEdge: ${128 - round}) { dataUri } } }`,
  ],
  [
    'changes',
    round =>
      `mutation { ${times(10, n => `a${n}: generateImage(input: { seed: ${round * 100 + n}, holdAtScale: 0 }) { __typename }`)} }`,
  ],
];

/** Measures the prices of `schema/price.ts`: a unit should be about as dear everywhere. */
export async function benchPrices(): Promise<readonly PriceFigures[]> {
  const figures = await measured();
  console.log(pricesTable(figures));
  return figures;
}

async function measured(): Promise<PriceFigures[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'flexvar-bench-'));
  const config = readConfig({
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    PORT: '0',
    HOST: 'localhost',
  });
  const server = await startServer(config, pino({ level: 'silent' }));
  try {
    const ask = (query: string) => answer(server.url, query);
    await ask(times(1, () => 'mutation { generateImage(input: { count: 16 }) { __typename } }'));
    await ask(
      'mutation { generateImage(input: { canvas: { size: { width: 512, height: 512 } } }) { __typename } }',
    );
    await finished(ask);
    const figures: PriceFigures[] = [];
    for (const [name, operation] of operations) {
      // Once before, so that the code is compiled and the document known.
      await ask(operation(answers));
      const asked = [];
      for (let round = 0; round < answers; round++) asked.push(await ask(operation(round)));
      figures.push({
        name,
        units: asked[0]?.units ?? 0,
        threadMs: spread(asked.map(({ threadMs }) => threadMs)).median,
        wallMs: spread(asked.map(({ wallMs }) => wallMs)).median,
        bytes: asked[0]?.bytes ?? 0,
      });
    }
    return figures;
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true });
  }
}

function pricesTable(figures: readonly PriceFigures[]): string {
  const rows = figures.map(({ name, units, threadMs, wallMs, bytes }) =>
    [
      name.padEnd(20),
      `${units} units`.padStart(13),
      `${threadMs.toFixed(1)} ms of the thread`.padStart(24),
      `${wallMs.toFixed(1)} ms in all`.padStart(20),
      `${((wallMs * 1000) / units).toFixed(1)} us a unit`.padStart(18),
      `${(bytes / units).toFixed(0)} B a unit`.padStart(14),
    ].join(''),
  );
  return ['prices of fields, beside what they take', ...rows.map(row => `  ${row}`)].join('\n');
}

async function answer(url: string, query: string) {
  const before = performance.eventLoopUtilization();
  const started = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  const wallMs = performance.now() - started;
  const threadMs = performance.eventLoopUtilization(before).active;
  const { data, errors, extensions } = answerSchema.parse(JSON.parse(text));
  if (errors?.[0]) throw new Error(errors[0].message);
  return { data, units: extensions.cost.requested, threadMs, wallMs, bytes: text.length };
}

async function finished(ask: (query: string) => ReturnType<typeof answer>): Promise<void> {
  const status = z.object({ newestGeneration: z.object({ status: z.string() }) });
  for (;;) {
    const { data } = await ask('{ newestGeneration { status } }');
    if (status.parse(data).newestGeneration.status === 'SUCCEEDED') return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/** An id that no generation has; it is looked up all the same. */
function generationId(number: number): string {
  const uuid = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  return Buffer.from(`Generation:${uuid}`).toString('base64');
}
