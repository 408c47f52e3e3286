import { availableParallelism } from 'node:os';
import type { CoverageMap } from '../src/flexvar/cell-mask.ts';
import { scaleCosts } from '../src/flexvar/cost.ts';
import { forceScales, inpaintScales, leadingScales, type ScaleMasks } from '../src/flexvar/edit-scales.ts';
import { type Grid, tokenCount } from '../src/flexvar/grid.ts';
import type { ScaleInput } from '../src/flexvar/model.ts';
import { nextCodes } from '../src/flexvar/next-codes.ts';
import type { Engine } from '../src/inference/engine.ts';
import { OnnxTransformer } from '../src/inference/generator/onnx-transformer.ts';
import { describePack, loadPack, type PackDescription } from '../src/inference/packs/load-pack.ts';
import { startEngine } from '../src/inference/start-engine.ts';
import { defaultRecipe } from './default-recipe.ts';
import { processorMs } from './processor-time.ts';

/**
 * Everything is run in turn, at least this often and for at least this long; the best of each is compared, since what
 * disturbs a run only ever makes it slower.
 */
const leastRounds = 3;
const leastMs = 20_000;

/** What one operation costs beside plain generation with the same schedule. */
export interface OperationFigures {
  readonly name: string;
  readonly ms: number;
  /** Of plain generation, measured in the same minutes: elapsed time, processor time, and what the plan says. */
  readonly ratio: number;
  readonly processorRatio: number | null;
  readonly plannedRatio: number;
}

export interface OperationsFigures {
  readonly model: string;
  readonly precision: string;
  readonly threads: number;
  /** Plain generation, and encoding a source to every grid: in-painting, expanding and refining do that once. */
  readonly plainMs: number;
  readonly encodeMs: number;
  readonly operations: readonly OperationFigures[];
  /** All scales but the last, known beforehand: through the blocks in one pass, and scale after scale. */
  readonly prefixCells: number;
  readonly onePass: Cost;
  readonly scaleByScale: Cost;
}

/** Elapsed milliseconds, and those that threads ran on a processor. */
interface Cost {
  readonly ms: number;
  readonly processorMs: number | null;
}

/** Measures each operation on a pack: only the token loop, since decoding is the same for all. */
export async function benchOperations(
  packDir: string,
  threads = availableParallelism(),
): Promise<OperationsFigures> {
  const pack = await describePack(packDir);
  const { schedule } = defaultRecipe(pack);
  const engine = await startEngine({ packDir, threads, codecThreads: threads });
  let measured: Awaited<ReturnType<typeof measureOperations>>;
  try {
    measured = await measureOperations(engine, pack, schedule);
  } finally {
    await engine.close();
  }
  const prefix = await measurePrefix(packDir, threads, schedule.slice(0, -1), measured.source);
  const { name: model, precision } = pack.config;
  const { plainMs, encodeMs, operations } = measured;
  return { model, precision, threads, plainMs, encodeMs, operations, ...prefix };
}

/** A table of what was measured. */
export function operationsTable(figures: OperationsFigures): string {
  const { model, precision, plainMs, encodeMs, operations, onePass, scaleByScale, prefixCells } = figures;
  const percent = (ratio: number | null) =>
    (ratio === null ? 'unknown' : `${(ratio * 100).toFixed(0)} %`).padStart(6);
  return [
    `${model}, ${precision}: operations beside plain generation (${plainMs.toFixed(0)} ms)`,
    ...operations.map(
      ({ name, ms, ratio, processorRatio, plannedRatio }) =>
        `  ${name.padEnd(38)}${ms.toFixed(0).padStart(7)} ms ${percent(ratio)}, processor time ${percent(processorRatio)}, planned ${percent(plannedRatio)}`,
    ),
    `  ${'encoding a source to every grid'.padEnd(38)}${encodeMs.toFixed(0).padStart(7)} ms ${percent(encodeMs / plainMs)}`,
    `  a known prefix of ${prefixCells} cells: ${onePass.ms.toFixed(0)} ms in one pass, ${scaleByScale.ms.toFixed(0)} ms scale by scale: ${percent(onePass.ms / scaleByScale.ms).trim()}, processor time ${percent(ratio(onePass.processorMs, scaleByScale.processorMs)).trim()}`,
  ].join('\n');
}

async function measureOperations(engine: Engine, pack: PackDescription, schedule: readonly Grid[]) {
  const finest = schedule.at(-1) ?? { rows: 1, columns: 1 };
  const drawn = await generate(engine, pack, 7, []);
  const picture = await engine.decode(drawn.tokens.at(-1) ?? new Uint16Array(), finest);
  const source = await engine.encode(picture, schedule);
  const middle = Math.floor(schedule.length / 2) - 1;
  const { width, height } = picture;
  const inMiddle = (at: number, size: number) => at >= size / 4 && at < (size * 3) / 4;
  const masks: Record<string, ScaleMasks> = {
    'in-paint, a box of 25 %': inpaintScales(
      schedule,
      coverage(width, height, (x, y) => inMiddle(x, width) && inMiddle(y, height)),
    ),
    'expand, a third of the canvas is new': inpaintScales(
      schedule,
      coverage(width, height, x => x >= (width * 2) / 3),
    ),
    [`refine or branch after scale ${middle + 1} of ${schedule.length}`]: leadingScales(schedule, middle),
    'branch before the last scale': leadingScales(schedule, schedule.length - 2),
  };
  let plain: Cost | null = null;
  let encodeMs = Number.POSITIVE_INFINITY;
  const best = new Map<string, Cost>();
  for (const _ of rounds()) {
    plain = cheaper(plain, await generate(engine, pack, 8, []));
    for (const [name, scales] of Object.entries(masks)) {
      const forced = forceScales(scales, scale => source[scale] ?? new Uint16Array());
      best.set(name, cheaper(best.get(name) ?? null, await generate(engine, pack, 8, forced)));
    }
    const started = performance.now();
    await engine.encode(picture, schedule);
    encodeMs = Math.min(encodeMs, performance.now() - started);
  }
  const cost = (scales: ScaleMasks) => {
    const { codebookSize } = pack.architecture;
    return sum(scaleCosts({ ...pack.config.transformer, codebookSize }, schedule, 2, scales));
  };
  const plainMs = plain?.ms ?? Number.NaN;
  const operations = [...best].map(([name, { ms, processorMs }]) => ({
    name,
    ms,
    ratio: ms / plainMs,
    processorRatio: ratio(processorMs, plain?.processorMs ?? null),
    plannedRatio: cost(masks[name] ?? []) / cost([]),
  }));
  return { plainMs, encodeMs, operations, source };
}

async function generate(
  engine: Engine,
  pack: PackDescription,
  seed: number,
  forced: ReturnType<typeof forceScales>,
): Promise<Cost & { tokens: Uint16Array[] }> {
  const [pid = -1] = engine.processIds;
  const before = processorMs(pid);
  let ms = 0;
  const tokens: Uint16Array[] = [];
  const recipes = [{ ...defaultRecipe(pack), seed }];
  for await (const scale of engine.generate({ recipes, finished: [], forced })) {
    ms += scale.milliseconds;
    tokens.push(scale.tokens[0] ?? new Uint16Array());
  }
  return { ms, processorMs: since(before, pid), tokens };
}

/** In this process, where a pass can be split up. */
async function measurePrefix(
  packDir: string,
  threads: number,
  prefix: readonly Grid[],
  source: readonly Uint16Array[],
) {
  const transformer = await OnnxTransformer.open(await loadPack(packDir), { device: 'cpu', threads });
  try {
    const labels = [0, transformer.architecture.classCount];
    const scales = prefix.map((grid, index): ScaleInput => {
      const before = prefix[index - 1];
      const tokens = source[index - 1];
      const codes = before && tokens ? nextCodes(tokens, before, grid, transformer) : null;
      return { codes, positions: transformer.positions.at(grid) };
    });
    const prefixCells = tokenCount(prefix);
    const run = async (passes: readonly (readonly ScaleInput[])[]) => {
      const [rows] = await transformer.start([{ labels, capacity: prefixCells }]);
      if (rows === undefined) throw new Error('the picture has no rows');
      const before = processorMs(process.pid);
      const started = performance.now();
      for (const scales of passes) await transformer.forward([{ rows, scales, keep: true }]);
      return { ms: performance.now() - started, processorMs: since(before, process.pid) };
    };
    let onePass: Cost | null = null;
    let scaleByScale: Cost | null = null;
    for (const _ of rounds()) {
      scaleByScale = cheaper(scaleByScale, await run(scales.map(scale => [scale])));
      onePass = cheaper(onePass, await run([scales]));
    }
    if (onePass === null || scaleByScale === null) throw new Error('nothing was run');
    return { prefixCells, onePass, scaleByScale };
  } finally {
    await transformer.close();
  }
}

function* rounds(): Generator<number> {
  const started = performance.now();
  for (let round = 0; round < leastRounds || performance.now() - started < leastMs; round++) yield round;
}

function coverage(width: number, height: number, covers: (x: number, y: number) => boolean): CoverageMap {
  const data = Uint8Array.from({ length: width * height }, (_, index) =>
    covers(index % width, Math.floor(index / width)) ? 255 : 0,
  );
  return { width, height, data };
}

/** The least of both, each by itself. */
function cheaper(best: Cost | null, cost: Cost): Cost {
  if (best === null) return cost;
  const known = best.processorMs !== null && cost.processorMs !== null;
  return {
    ms: Math.min(best.ms, cost.ms),
    processorMs: known ? Math.min(best.processorMs, cost.processorMs) : null,
  };
}

function since(before: number | null, pid: number): number | null {
  const now = processorMs(pid);
  return before === null || now === null ? null : now - before;
}

function ratio(cost: number | null, of: number | null): number | null {
  return cost === null || of === null ? null : cost / of;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

// `node bench/operations.ts <pack>...` measures packs by hand.
if (import.meta.main)
  for (const folder of process.argv.slice(2))
    process.stdout.write(`${operationsTable(await benchOperations(folder))}\n`);
