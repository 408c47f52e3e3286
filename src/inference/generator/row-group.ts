import type { InferenceSession } from 'onnxruntime-node';
import { attentionStretches } from '../../flexvar/attention-stretches.ts';
import type { Architecture, ScaleInput } from '../../flexvar/model.ts';
import { type Feeds, floats, floatTensor, longTensor, run } from '../onnx/session.ts';
import { KeyValueCache } from './key-value-cache.ts';

/** Class-dependent inputs: `start` [rows, width], `modulation` [products, rows, width]. */
export interface ClassProducts {
  readonly start: Float32Array;
  readonly modulation: Float32Array;
}

/** The sessions of a pass. */
export interface PassSessions {
  readonly embed: InferenceSession;
  readonly blocks: InferenceSession;
}

/** Rows of a batch that pass through the blocks together, with their KV cache. */
export class RowGroup {
  readonly #architecture: Architecture;
  readonly #sessions: PassSessions;
  readonly #products: ClassProducts;
  readonly #cache: KeyValueCache;
  readonly rows: number;

  private constructor(
    architecture: Architecture,
    sessions: PassSessions,
    products: ClassProducts,
    cache: KeyValueCache,
  ) {
    this.#architecture = architecture;
    this.#sessions = sessions;
    this.#products = products;
    this.#cache = cache;
    this.rows = products.start.length / architecture.width;
  }

  /** With an empty cache. */
  static start(
    architecture: Architecture,
    sessions: PassSessions,
    products: ClassProducts,
    capacity: number,
  ): RowGroup {
    const { depth, heads, width } = architecture;
    const cache = new KeyValueCache(depth, capacity, products.start.length / width, heads, width / heads);
    return new RowGroup(architecture, sessions, products, cache);
  }

  /** Number of cells attended to. */
  get cached(): number {
    return this.#cache.filled;
  }

  /** A group of these rows, in this order. The memory of the others is freed with this group. */
  select(rows: readonly number[], capacity?: number): RowGroup {
    const { width } = this.#architecture;
    const { start, modulation } = this.#products;
    const products = {
      start: selectRows(start, this.rows, rows, width),
      modulation: selectRows(modulation, this.rows, rows, width),
    };
    return new RowGroup(this.#architecture, this.#sessions, products, this.#cache.select(rows, capacity));
  }

  /** `TransformerBatch.forward` for these rows; `codes` are also those of these rows. */
  async forward(scales: readonly ScaleInput[], keep: boolean): Promise<Float32Array> {
    const { blocks } = this.#sessions;
    if (blocks.inputNames.includes('ends')) return this.#pass(scales, keep);
    // Older packs do not support passes over several scales; one pass per scale gives the same result.
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
    const cell = this.rows * width;
    const input = new Float32Array(cells * cell);
    for (const [index, scale] of scales.entries())
      await this.#fillInput(input.subarray((ends[index - 1] ?? 0) * cell, (ends[index] ?? 0) * cell), scale);
    const { modulation } = this.#products;
    const feeds = {
      ...this.#cache.past(),
      ...this.#stretches(ends),
      input: floatTensor(input, [cells, this.rows, width]),
      modulation: floatTensor(modulation, [modulation.length / cell, this.rows, width]),
    };
    const start = (ends.at(-2) ?? 0) * cell;
    const hidden = floatTensor(new Float32Array(cells * cell), [cells, this.rows, width]);
    // The outputs and their buffers.
    await run(blocks, feeds, { hidden, ...(keep ? this.#cache.next(cells) : this.#cache.nowhere(cells)) });
    if (keep) this.#cache.advance(cells);
    return (hidden.data as Float32Array).subarray(start);
  }

  /** Attention ranges in the form the pack's graph supports: older packs only support whole scales, or a single one. */
  #stretches(scaleEnds: readonly number[]): Feeds {
    const { inputNames } = this.#sessions.blocks;
    if (!inputNames.includes('ends')) return {};
    if (!inputNames.includes('attended')) return { ends: longTensor(scaleEnds) };
    const rowHeads = this.rows * this.#architecture.heads;
    const { ends, attended } = attentionStretches(scaleEnds, this.#cache.filled, rowHeads);
    return { ends: longTensor(ends), attended: longTensor(attended) };
  }

  /**
   * Input of the first block at one scale, [cells, rows, width]: embedded codes, or the class embedding at the first
   * scale, plus positions.
   */
  async #fillInput(input: Float32Array, { codes, positions }: ScaleInput): Promise<void> {
    const { width } = this.#architecture;
    const { rows } = this;
    const cells = positions.length / width;
    const embedded = codes === null ? null : await this.#embed(codes);
    for (let row = 0; row < rows; row++) {
      const source = embedded?.[row] ?? this.#products.start.subarray(row * width, (row + 1) * width);
      // At the first scale, every cell gets the same vector.
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
