import type { Tensor } from 'onnxruntime-node';
import type { Feeds } from './session.ts';
import { floatTensor } from './session.ts';

/**
 * Keys and values of the finished scales, for each block [capacity, rows, heads, head size]. The memory for the whole
 * schedule is taken once; onnxruntime reads the filled front part and writes each new scale right behind it.
 */
export class KeyValueCache {
  readonly #capacity: number;
  readonly #heads: number;
  readonly #headSize: number;
  #rows: number;
  #filled = 0;
  /** Key and value of block 0, of block 1, ... */
  #buffers: Float32Array[];

  constructor(depth: number, capacity: number, rows: number, heads: number, headSize: number) {
    this.#capacity = capacity;
    this.#rows = rows;
    this.#heads = heads;
    this.#headSize = headSize;
    this.#buffers = Array.from(
      { length: 2 * depth },
      () => new Float32Array(capacity * rows * heads * headSize),
    );
  }

  /** Cells that are in it. */
  get filled(): number {
    return this.#filled;
  }

  /** The inputs `past_key.i` and `past_value.i`. */
  past(): Feeds {
    return this.#tensors('past_key', 'past_value', 0, this.#filled);
  }

  /** Where the outputs `key.i` and `value.i` of a scale are to be written. */
  next(cells: number): Feeds {
    if (this.#filled + cells > this.#capacity) throw new RangeError('the KV cache is full');
    return this.#tensors('key', 'value', this.#filled, cells);
  }

  /** Counts what was written to `next(cells)` as finished. */
  advance(cells: number): void {
    this.#filled += cells;
  }

  /** Keeps these rows of each cell. */
  keepRows(rows: readonly number[]): void {
    const size = this.#heads * this.#headSize;
    this.#buffers = this.#buffers.map(buffer => {
      const kept = new Float32Array(this.#capacity * rows.length * size);
      for (let cell = 0; cell < this.#filled; cell++) {
        for (const [target, row] of rows.entries()) {
          const start = (cell * this.#rows + row) * size;
          kept.set(buffer.subarray(start, start + size), (cell * rows.length + target) * size);
        }
      }
      return kept;
    });
    this.#rows = rows.length;
  }

  #tensors(key: string, value: string, start: number, cells: number): Feeds {
    const cell = this.#rows * this.#heads * this.#headSize;
    const shape = [cells, this.#rows, this.#heads, this.#headSize];
    const entries = this.#buffers.map((buffer, index): [string, Tensor] => [
      `${index % 2 === 0 ? key : value}.${index >> 1}`,
      floatTensor(buffer.subarray(start * cell, (start + cells) * cell), shape),
    ]);
    return Object.fromEntries(entries);
  }
}
