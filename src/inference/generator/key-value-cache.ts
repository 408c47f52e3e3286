import type { Tensor } from 'onnxruntime-node';
import type { Feeds } from '../onnx/session.ts';
import { floatTensor } from '../onnx/session.ts';

/**
 * Keys and values of the finished scales, for each block [capacity, rows, heads, head size]. Memory is allocated once,
 * as far as the need is known; onnxruntime reads the filled front and writes each new scale right behind it.
 */
export class KeyValueCache {
  #capacity: number;
  readonly #rows: number;
  readonly #heads: number;
  readonly #headSize: number;
  #filled = 0;
  /** Key and value of block 0, of block 1, ... */
  #buffers: Float32Array[];

  /** @param capacity cells to allocate now; memory is only touched when written. */
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

  /** Number of cached cells. */
  get filled(): number {
    return this.#filled;
  }

  /** The inputs `past_key.i` and `past_value.i`. */
  past(): Feeds {
    return this.#tensors('past_key', 'past_value', 0, this.#filled);
  }

  /** Buffers for the outputs `key.i` and `value.i` of a scale. */
  next(cells: number): Feeds {
    if (this.#filled + cells > this.#capacity) this.#grow(this.#filled + cells);
    return this.#tensors('key', 'value', this.#filled, cells);
  }

  /**
   * Buffers for the outputs of a scale that nothing attends to later. All blocks share one buffer, because each block
   * has consumed its output before the next one starts. Otherwise onnxruntime would allocate memory for each until the
   * end of the run.
   */
  nowhere(cells: number): Feeds {
    const shape = [cells, this.#rows, this.#heads, this.#headSize];
    const size = shape.reduce((product, side) => product * side, 1);
    const [key, value] = [new Float32Array(size), new Float32Array(size)].map(data =>
      floatTensor(data, shape),
    );
    const entries = Array.from({ length: this.#buffers.length / 2 }, (_, block) => ({
      ...(key && { [`key.${block}`]: key }),
      ...(value && { [`value.${block}`]: value }),
    }));
    return Object.assign({}, ...entries);
  }

  /** Commits the cells written to `next(cells)`. */
  advance(cells: number): void {
    this.#filled += cells;
  }

  /** A cache with these rows of this one, in this order. */
  select(rows: readonly number[], capacity = this.#capacity): KeyValueCache {
    const size = this.#heads * this.#headSize;
    const selected = new KeyValueCache(
      this.#buffers.length / 2,
      Math.max(capacity, this.#filled),
      rows.length,
      this.#heads,
      this.#headSize,
    );
    for (const [index, buffer] of this.#buffers.entries()) {
      const target = selected.#buffers[index];
      for (let cell = 0; cell < this.#filled; cell++) {
        for (const [place, row] of rows.entries()) {
          const start = (cell * this.#rows + row) * size;
          target?.set(buffer.subarray(start, start + size), (cell * rows.length + place) * size);
        }
      }
    }
    selected.#filled = this.#filled;
    return selected;
  }

  #grow(capacity: number): void {
    const cell = this.#rows * this.#heads * this.#headSize;
    this.#buffers = this.#buffers.map(buffer => {
      const larger = new Float32Array(capacity * cell);
      larger.set(buffer.subarray(0, this.#filled * cell));
      return larger;
    });
    this.#capacity = capacity;
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
