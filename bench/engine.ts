import { availableParallelism } from 'node:os';
import { scaleOperations } from '../src/flexvar/cost.ts';
import type { Grid } from '../src/flexvar/grid.ts';
import type { Recipe } from '../src/flexvar/recipe.ts';
import type { Engine } from '../src/inference/engine.ts';
import { describePack } from '../src/inference/packs/load-pack.ts';
import { startEngine } from '../src/inference/start-engine.ts';
import { defaultRecipe } from './default-recipe.ts';
import { matrixRate } from './matrix-rate.ts';
import { residentMemory } from './resident-memory.ts';

/** The best of these is reported: what disturbs a run only ever makes it slower. */
const runs = 3;

/** How fast a pack generates one picture with its default schedule, guidance and sampling. */
export interface EngineFigures {
  readonly model: string;
  readonly precision: string;
  readonly threads: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly startMs: number;
  readonly scales: readonly { readonly grid: Grid; readonly ms: number; readonly gflops: number }[];
  /** All scales, without decoding. */
  readonly totalMs: number;
  readonly gflops: number;
  /** The machine's rate in float32 products, measured right before. */
  readonly matrixGflops: number;
  /** Of that rate. */
  readonly share: number;
  /** The last scale's picture; and those of all scales together. */
  readonly decodeMs: number;
  readonly decodeAllMs: number;
  /** Of the transformer's process in MB: its weights on disk, and resident memory beyond them. */
  readonly weightsMB: number;
  readonly overWeightsMB: number | null;
  readonly peakOverWeightsMB: number | null;
}

/** Measures a pack in the processes it is served from. */
export async function benchEngine(packDir: string, threads = availableParallelism()): Promise<EngineFigures> {
  const pack = await describePack(packDir);
  const matrixGflops = await matrixRate(threads);
  const starting = performance.now();
  const engine = await startEngine({ packDir, threads, codecThreads: threads });
  const startMs = performance.now() - starting;
  try {
    const recipe = defaultRecipe(pack);
    const { schedule } = recipe;
    const { times, tokens } = await bestRun(engine, recipe);
    const { codebookSize } = pack.architecture;
    const operations = scaleOperations({ ...pack.config.transformer, codebookSize }, schedule);
    const scales = schedule.map((grid, index) => {
      const ms = times[index] ?? Number.NaN;
      return { grid, ms, gflops: (operations[index] ?? 0) / ms / 1e6 };
    });
    const totalMs = sum(times);
    const gflops = sum(operations) / totalMs / 1e6;
    const decodeTimes: number[] = [];
    for (const [index, grid] of schedule.entries())
      decodeTimes.push(await bestDecode(engine, tokens[index] ?? new Uint16Array(), grid));
    const last = schedule.at(-1) ?? { rows: 0, columns: 0 };
    const weightsMB = (pack.config.files['transformer.data']?.bytes ?? 0) / 1e6;
    const [transformer] = engine.processIds;
    const memory = transformer === undefined ? null : residentMemory(transformer);
    return {
      model: pack.config.name,
      precision: pack.config.precision,
      threads,
      width: last.columns * pack.config.tokenizer.stride,
      height: last.rows * pack.config.tokenizer.stride,
      startMs,
      scales,
      totalMs,
      gflops,
      matrixGflops,
      share: gflops / matrixGflops,
      decodeMs: decodeTimes.at(-1) ?? Number.NaN,
      decodeAllMs: sum(decodeTimes),
      weightsMB,
      overWeightsMB: memory && memory.now - weightsMB,
      peakOverWeightsMB: memory && memory.peak - weightsMB,
    };
  } finally {
    await engine.close();
  }
}

/** A table of what was measured. */
export function engineTable(figures: EngineFigures): string {
  const { model, precision, threads, width, height, weightsMB, overWeightsMB, peakOverWeightsMB } = figures;
  const whole = (value: number | null) => (value === null ? 'unknown' : value.toFixed(0));
  return [
    `${model}, ${precision}, ${width} x ${height}, ${threads} threads`,
    ...figures.scales.map(
      ({ grid, ms, gflops }) =>
        `  ${`${grid.rows} x ${grid.columns}`.padEnd(9)}${ms.toFixed(1).padStart(9)} ms ${whole(gflops).padStart(6)} GFLOP/s`,
    ),
    `  all scales ${figures.totalMs.toFixed(0)} ms, ${whole(figures.gflops)} GFLOP/s: ${(figures.share * 100).toFixed(0)} % of the machine's ${whole(figures.matrixGflops)} in float32 products`,
    `  decoding: last scale ${figures.decodeMs.toFixed(0)} ms, all scales ${figures.decodeAllMs.toFixed(0)} ms; start ${figures.startMs.toFixed(0)} ms`,
    `  memory: ${whole(weightsMB)} MB of weights, resident ${whole(overWeightsMB)} MB beyond them (at most ${whole(peakOverWeightsMB)})`,
  ].join('\n');
}

async function bestRun(engine: Engine, recipe: Recipe): Promise<{ times: number[]; tokens: Uint16Array[] }> {
  let best: { times: number[]; tokens: Uint16Array[] } | null = null;
  for (let run = 0; run < runs; run++) {
    const times: number[] = [];
    const tokens: Uint16Array[] = [];
    for await (const scale of engine.generate({ recipes: [recipe], finished: [] })) {
      times.push(scale.milliseconds);
      tokens.push(scale.tokens[0] ?? new Uint16Array());
    }
    if (best === null || sum(times) < sum(best.times)) best = { times, tokens };
  }
  if (best === null) throw new Error('nothing was run');
  return best;
}

async function bestDecode(engine: Engine, tokens: Uint16Array, grid: Grid): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await engine.decode(tokens, grid);
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

// `node bench/engine.ts <pack>...` measures packs by hand.
if (import.meta.main)
  for (const folder of process.argv.slice(2))
    process.stdout.write(`${engineTable(await benchEngine(folder))}\n`);
