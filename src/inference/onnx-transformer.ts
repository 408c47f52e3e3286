import type { InferenceSession } from 'onnxruntime-node';
import { attentionStretches } from '../flexvar/attention-stretches.ts';
import type {
  Architecture,
  GreedyRule,
  ScaleInput,
  Transformer,
  TransformerBatch,
} from '../flexvar/model.ts';
import type { PositionTable } from '../flexvar/position-table.ts';
import { KeyValueCache } from './key-value-cache.ts';
import type { Pack } from './load-pack.ts';
import {
  type Feeds,
  floats,
  floatTensor,
  intTensor,
  longTensor,
  openSession,
  run,
  type SessionSettings,
} from './session.ts';

interface Sessions {
  readonly condition: InferenceSession;
  readonly embed: InferenceSession;
  readonly blocks: InferenceSession;
  readonly head: InferenceSession;
}

/** The transformer of a pack, run by onnxruntime in this process. The graphs are described in `models/converter`. */
export class OnnxTransformer implements Transformer {
  readonly architecture: Architecture;
  readonly greedyRule: GreedyRule | null;
  readonly codebook: Float32Array;
  readonly positions: PositionTable;
  readonly #sessions: Sessions;

  private constructor(pack: Pack, sessions: Sessions) {
    this.architecture = pack.architecture;
    this.greedyRule = pack.config.greedyRule;
    this.codebook = pack.codebook;
    this.positions = pack.positions;
    this.#sessions = sessions;
  }

  static async open(pack: Pack, settings: SessionSettings): Promise<OnnxTransformer> {
    return new OnnxTransformer(pack, {
      condition: await openSession(pack.folder, 'condition.onnx', settings),
      embed: await openSession(pack.folder, 'embed.onnx', settings),
      blocks: await openSession(pack.folder, 'blocks.onnx', settings),
      head: await openSession(pack.folder, 'head.onnx', settings),
    });
  }

  async start(labels: readonly number[], capacity: number): Promise<TransformerBatch> {
    const { condition } = this.#sessions;
    const feeds = { labels: intTensor(Int32Array.from(labels), [labels.length]) };
    const outputs = await run(condition, feeds, ['start', 'modulation']);
    const products = { start: floats(outputs, 'start'), modulation: floats(outputs, 'modulation') };
    return new OnnxTransformerBatch(this.architecture, this.#sessions, products, labels.length, capacity);
  }

  async logits(hidden: Float32Array): Promise<Float32Array> {
    const { width } = this.architecture;
    const feeds = { hidden: floatTensor(hidden, [hidden.length / width, width]) };
    return floats(await run(this.#sessions.head, feeds, ['logits']), 'logits');
  }

  async close(): Promise<void> {
    for (const session of Object.values(this.#sessions)) await session.release();
  }
}

/** What depends on the classes of a batch: `start` [rows, width], `modulation` [products, rows, width]. */
interface ClassProducts {
  readonly start: Float32Array;
  readonly modulation: Float32Array;
}

class OnnxTransformerBatch implements TransformerBatch {
  readonly #architecture: Architecture;
  readonly #sessions: Sessions;
  #products: ClassProducts;
  readonly #cache: KeyValueCache;
  #rows: number;

  constructor(
    architecture: Architecture,
    sessions: Sessions,
    products: ClassProducts,
    rows: number,
    capacity: number,
  ) {
    const { depth, heads, width } = architecture;
    this.#architecture = architecture;
    this.#sessions = sessions;
    this.#products = products;
    this.#rows = rows;
    this.#cache = new KeyValueCache(depth, capacity, rows, heads, width / heads);
  }

  get rows(): number {
    return this.#rows;
  }

  async forward(scales: readonly ScaleInput[], keep: boolean): Promise<Float32Array> {
    const { blocks } = this.#sessions;
    if (blocks.inputNames.includes('ends')) return this.#pass(scales, keep);
    // A pack from before passes of several scales: one after the other comes to the same.
    for (const scale of scales.slice(0, -1)) await this.#pass([scale], true);
    return this.#pass(scales.slice(-1), keep);
  }

  async #pass(scales: readonly ScaleInput[], keep: boolean): Promise<Float32Array> {
    const { blocks } = this.#sessions;
    const { width } = this.#architecture;
    const ends: number[] = [];
    for (const { positions } of scales) ends.push((ends.at(-1) ?? 0) + positions.length / width);
    const cells = ends.at(-1);
    if (cells === undefined) throw new RangeError('a pass needs at least one scale');
    const cell = this.#rows * width;
    const input = new Float32Array(cells * cell);
    for (const [index, scale] of scales.entries())
      await this.#fillInput(input.subarray((ends[index - 1] ?? 0) * cell, (ends[index] ?? 0) * cell), scale);
    const { modulation } = this.#products;
    const feeds = {
      ...this.#cache.past(),
      ...this.#stretches(ends),
      input: floatTensor(input, [cells, this.#rows, width]),
      modulation: floatTensor(modulation, [modulation.length / (this.#rows * width), this.#rows, width]),
    };
    const start = (ends.at(-2) ?? 0) * cell;
    if (!keep) return floats(await run(blocks, feeds, ['hidden']), 'hidden').subarray(start);
    const hidden = floatTensor(new Float32Array(cells * this.#rows * width), [cells, this.#rows, width]);
    // The names of the outputs and where they are to be written.
    await run(blocks, feeds, { hidden, ...this.#cache.next(cells) });
    this.#cache.advance(cells);
    return (hidden.data as Float32Array).subarray(start);
  }

  /** What cells attend to, as the pack's graph takes it: earlier ones know whole scales, or one scale, only. */
  #stretches(scaleEnds: readonly number[]): Feeds {
    const { inputNames } = this.#sessions.blocks;
    if (!inputNames.includes('ends')) return {};
    if (!inputNames.includes('attended')) return { ends: longTensor(scaleEnds) };
    const rowHeads = this.#rows * this.#architecture.heads;
    const { ends, attended } = attentionStretches(scaleEnds, this.#cache.filled, rowHeads);
    return { ends: longTensor(ends), attended: longTensor(attended) };
  }

  keepRows(rows: readonly number[]): void {
    const { width } = this.#architecture;
    const { start, modulation } = this.#products;
    this.#products = {
      start: selectRows(start, this.#rows, rows, width),
      modulation: selectRows(modulation, this.#rows, rows, width),
    };
    this.#cache.keepRows(rows);
    this.#rows = rows.length;
  }

  /** Input of the first block at one scale, [cells, rows, width]: embedded codes, or what stands for the class, plus positions. */
  async #fillInput(input: Float32Array, { codes, positions }: ScaleInput): Promise<void> {
    const { width } = this.#architecture;
    const rows = this.#rows;
    const cells = positions.length / width;
    const embedded = codes === null ? null : await this.#embed(codes);
    for (let row = 0; row < rows; row++) {
      const source = embedded?.[row] ?? this.#products.start.subarray(row * width, (row + 1) * width);
      // The first scale feeds the same vector to each of its cells.
      const step = embedded === null ? 0 : width;
      for (let cell = 0; cell < cells; cell++) {
        const target = (cell * rows + row) * width;
        for (let i = 0; i < width; i++)
          input[target + i] = (source[cell * step + i] ?? 0) + (positions[cell * width + i] ?? 0);
      }
    }
  }

  async #embed(codes: readonly Float32Array[]): Promise<Float32Array[]> {
    const { codebookDim } = this.#architecture;
    const known = new Map<Float32Array, Float32Array>();
    for (const row of new Set(codes)) {
      const feeds = { codes: floatTensor(row, [row.length / codebookDim, codebookDim]) };
      known.set(row, floats(await run(this.#sessions.embed, feeds, ['embedding']), 'embedding'));
    }
    return codes.map(row => known.get(row) ?? new Float32Array());
  }
}

/** Rows of a tensor [slices, rows, width]. */
function selectRows(
  values: Float32Array,
  rows: number,
  selected: readonly number[],
  width: number,
): Float32Array {
  const slices = values.length / (rows * width);
  const result = new Float32Array(slices * selected.length * width);
  for (let slice = 0; slice < slices; slice++) {
    for (const [target, row] of selected.entries()) {
      const start = (slice * rows + row) * width;
      result.set(values.subarray(start, start + width), (slice * selected.length + target) * width);
    }
  }
  return result;
}
