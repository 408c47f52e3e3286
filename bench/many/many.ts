import { setTimeout as pause } from 'node:timers/promises';
import { CheckoutServer } from '../checkout-server.ts';
import type { BenchOptions } from '../run.ts';
import { spread } from '../statistics.ts';
import { AddressClient, type PictureTimes } from './address-client.ts';

/** Medians of this many rounds. */
const rounds = 5;
const others = 16;
const crowd = 150;

/** What `npm run bench -- many` measures: how those who ask at the same time get on with each other. */
export interface ManyFigures {
  /** Pictures per second: one after another, different ones at once, and a `count` of them. */
  readonly throughput: { readonly inTurn: number; readonly atOnce: number; readonly together: number };
  /** A picture of one client, with nobody else there. */
  readonly alone: PictureTimes;
  /** The same beside 16 pictures in progress of another one; p95 of the first scale. */
  readonly besideSixteen: PictureTimes;
  /** The same behind 150 requests of another one. */
  readonly behindCrowd: PictureTimes;
  /** A small picture beside a large one. */
  readonly besideLarge: PictureTimes;
  /** From the cancellation of a large picture to its end. */
  readonly cancelMs: number;
  /** Of the transformer process in MB: before, at most during, and after sixteen pictures of 512 pixels. */
  readonly memory: { readonly before: number; readonly peak: number; readonly after: number };
}

/** Measures a server with the default model, from two addresses. */
export async function benchMany({ checkout }: BenchOptions): Promise<ManyFigures> {
  const server = await CheckoutServer.start(checkout);
  const [a, b] = [new AddressClient(server.url, '127.0.0.1'), new AddressClient(server.url, '127.0.0.2')];
  try {
    for (let seed = 0; seed < 3; seed++) await a.picture({ seed });
    const figures = {
      throughput: await throughput(a),
      alone: await repeated(() => b.picture({ seed: 7 })),
      besideSixteen: await repeated(() => besideOthers(a, b, others), 'p95'),
      behindCrowd: await repeated(() => besideOthers(a, b, crowd), 'median', 3),
      besideLarge: await repeated(() => besideLarge(a, b)),
      cancelMs: await cancelMs(a),
      memory: await memory(server, a),
    };
    console.log(manyTable(figures));
    return figures;
  } finally {
    a.close();
    b.close();
    await server.stop();
  }
}

const different = (seed: number) => ({ seed, class: { index: (seed * 7) % 200 } });

async function throughput(client: AddressClient): Promise<ManyFigures['throughput']> {
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
  return {
    inTurn: await perSecond(async () => {
      for (const seed of seeds) await client.picture(different(seed));
    }),
    atOnce: await perSecond(() => Promise.all(seeds.map(seed => client.picture(different(seed))))),
    together: await perSecond(async () => {
      const ids = await client.request({ seed: 1, count: others });
      await Promise.all(ids.map(id => client.watch(id)));
    }),
  };
}

/** Asks for a picture in the middle of the work for somebody else. */
async function besideOthers(a: AddressClient, b: AddressClient, count: number): Promise<PictureTimes> {
  const ids = await Promise.all(
    Array.from({ length: count }, async (_, seed) => (await a.request(different(seed)))[0] ?? ''),
  );
  const [first = ''] = ids;
  const begun = Promise.withResolvers<void>();
  const watched = a.watch(first, scales => {
    if (scales > 1) begun.resolve();
  });
  await begun.promise;
  const times = await b.picture({ seed: 7 });
  await Promise.all(ids.map(id => a.cancel(id)));
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

async function cancelMs(client: AddressClient): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [id = ''] = await client.request({ seed: round, canvas: { size: { width: 512, height: 512 } } });
    const begun = Promise.withResolvers<void>();
    const ended = client.watch(id, scales => {
      if (scales > 5) begun.resolve();
    });
    await begun.promise;
    const began = performance.now();
    await client.cancel(id);
    await ended;
    times.push(performance.now() - began);
  }
  return spread(times).median;
}

async function memory(server: CheckoutServer, client: AddressClient): Promise<ManyFigures['memory']> {
  const now = () =>
    [...server.memory().values()].find(({ command }) => command.includes('transformer-process'))
      ?.residentMB ?? 0;
  const before = now();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, now());
  }, 100);
  const ids = await client.request({ seed: 1, count: 16, canvas: { size: { width: 512, height: 512 } } });
  await Promise.all(ids.map(id => client.watch(id)));
  clearInterval(watch);
  // Its last garbage.
  await pause(2000);
  return { before, peak, after: now() };
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

function manyTable({ throughput, memory, cancelMs, ...pictures }: ManyFigures): string {
  const times = ({ firstMs, endMs }: PictureTimes) =>
    `first scale ${firstMs.toFixed(0)} ms, end ${endMs.toFixed(0)} ms`;
  return [
    'many at once, default model',
    `  16 pictures: in turn ${throughput.inTurn.toFixed(2)} a second, different ones at once ${throughput.atOnce.toFixed(2)}, count: 16 ${throughput.together.toFixed(2)}`,
    `  a picture alone: ${times(pictures.alone)}`,
    `  beside 16 of another client (p95): ${times(pictures.besideSixteen)}`,
    `  behind 150 of another client: ${times(pictures.behindCrowd)}`,
    `  64 pixels beside 512: ${times(pictures.besideLarge)}`,
    `  canceling 512 pixels: ${cancelMs.toFixed(0)} ms`,
    `  16 of 512 pixels, transformer process: ${memory.before.toFixed(0)} MB before, at most ${memory.peak.toFixed(0)}, ${memory.after.toFixed(0)} after`,
  ].join('\n');
}
