import { setTimeout as pause } from 'node:timers/promises';
import { CheckoutServer } from '../checkout-server.ts';
import type { BenchOptions } from '../run.ts';
import { spread } from '../statistics.ts';
import { AddressClient, type PictureTimes } from './address-client.ts';

/** Medians of this many rounds. */
const rounds = 5;
const others = 16;
const crowd = 150;

/** What is measured, in this order: a line each, and its figures. */
const rows: Readonly<Record<string, (setting: Setting) => Promise<Row>>> = {
  throughput,
  alone: async ({ b }) => timesRow('a picture alone', await repeated(() => b.picture({ seed: 7 }))),
  beside: async ({ a, b }) =>
    timesRow(
      'beside 16 of another client (p95 of the first)',
      await repeated(() => besideOthers(a, b, others), 'p95'),
    ),
  behind: async ({ a, b }) =>
    timesRow('behind 150 of another client', await repeated(() => besideOthers(a, b, crowd), 'median', 3)),
  large: async ({ a, b }) =>
    timesRow('64 pixels beside 512', await repeated(() => besideLarge(a, b), 'median', 3)),
  cancel,
  memory,
};

/** A server with the default model, and clients of two addresses. */
interface Setting {
  readonly server: CheckoutServer;
  readonly a: AddressClient;
  readonly b: AddressClient;
}

interface Row {
  readonly line: string;
  readonly figures: unknown;
}

/** How those who ask at the same time get on with each other. */
export async function benchMany({ checkout, rows: wanted }: BenchOptions): Promise<Record<string, unknown>> {
  const server = await CheckoutServer.start(checkout);
  const [a, b] = [new AddressClient(server.url, '127.0.0.1'), new AddressClient(server.url, '127.0.0.2')];
  console.log('many at once, default model');
  const measured: Record<string, unknown> = {};
  try {
    for (let seed = 0; seed < 3; seed++) await a.picture({ seed });
    for (const [name, measure] of Object.entries(rows)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const { line, figures } = await measure({ server, a, b });
      console.log(`  ${line}`);
      measured[name] = figures;
    }
    return measured;
  } finally {
    a.close();
    b.close();
    await server.stop();
  }
}

function timesRow(what: string, times: PictureTimes): Row {
  const { firstMs, endMs } = times;
  return {
    line: `${what}: first scale ${firstMs.toFixed(0)} ms, end ${endMs.toFixed(0)} ms`,
    figures: times,
  };
}

const different = (seed: number) => ({ seed, class: { index: (seed * 7) % 200 } });

async function throughput({ a }: Setting): Promise<Row> {
  const perSecond = async (run: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await run();
      times.push(performance.now() - began);
    }
    return (others * 1000) / spread(times).median;
  };
  const seeds = Array.from({ length: others }, (_, seed) => seed);
  const inTurn = await perSecond(async () => {
    for (const seed of seeds) await a.picture(different(seed));
  });
  const atOnce = await perSecond(() => Promise.all(seeds.map(seed => a.picture(different(seed)))));
  const together = await perSecond(async () => {
    const ids = await a.request({ seed: 1, count: others });
    await Promise.all(ids.map(id => a.watch(id)));
  });
  const [turn, once, count] = [inTurn, atOnce, together].map(value => value.toFixed(2));
  return {
    line: `16 pictures: in turn ${turn} a second, different ones at once ${once}, count: 16 ${count}`,
    figures: { inTurn, atOnce, together },
  };
}

/** Asks for a picture in the middle of the work for somebody else. */
async function besideOthers(a: AddressClient, b: AddressClient, count: number): Promise<PictureTimes> {
  const ids: string[] = [];
  for (let seed = 0; seed < count; seed++) ids.push((await a.request(different(seed)))[0] ?? '');
  const [first = ''] = ids;
  const begun = Promise.withResolvers<void>();
  const watched = a.watch(first, scales => {
    if (scales > 1) begun.resolve();
  });
  await begun.promise;
  const times = await b.picture({ seed: 7 });
  for (const id of ids) await a.cancel(id);
  await watched;
  return times;
}

async function besideLarge(a: AddressClient, b: AddressClient): Promise<PictureTimes> {
  const [large = ''] = await a.request({ seed: 1, canvas: { size: { width: 512, height: 512 } } });
  const begun = Promise.withResolvers<void>();
  const watched = a.watch(large, scales => {
    if (scales > 8) begun.resolve();
  });
  await begun.promise;
  const times = await b.picture({ seed: 7, canvas: { size: { width: 64, height: 64 } } });
  await a.cancel(large);
  await watched;
  return times;
}

async function cancel({ a }: Setting): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [id = ''] = await a.request({ seed: round, canvas: { size: { width: 512, height: 512 } } });
    const begun = Promise.withResolvers<void>();
    const ended = a.watch(id, scales => {
      if (scales > 5) begun.resolve();
    });
    await begun.promise;
    const began = performance.now();
    await a.cancel(id);
    await ended;
    times.push(performance.now() - began);
  }
  const { median } = spread(times);
  return { line: `canceling 512 pixels: ${median.toFixed(0)} ms`, figures: { median } };
}

async function memory({ server, a }: Setting): Promise<Row> {
  const now = () =>
    [...server.memory().values()].find(({ command }) => command.includes('transformer-process'))
      ?.residentMB ?? 0;
  const before = now();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, now());
  }, 100);
  const ids = await a.request({ seed: 1, count: 16, canvas: { size: { width: 512, height: 512 } } });
  await Promise.all(ids.map(id => a.watch(id)));
  clearInterval(watch);
  // Its last garbage.
  await pause(2000);
  const after = now();
  const [first, most, last] = [before, peak, after].map(value => value.toFixed(0));
  return {
    line: `16 of 512 pixels, transformer process: ${first} MB before, at most ${most}, ${last} after`,
    figures: { before, peak, after },
  };
}

async function repeated(
  run: () => Promise<PictureTimes>,
  of: 'median' | 'p95' = 'median',
  times = of === 'p95' ? 4 * rounds : rounds,
): Promise<PictureTimes> {
  const measured: PictureTimes[] = [];
  for (let round = 0; round < times; round++) measured.push(await run());
  return {
    firstMs: spread(measured.map(({ firstMs }) => firstMs))[of],
    endMs: spread(measured.map(({ endMs }) => endMs)).median,
  };
}
