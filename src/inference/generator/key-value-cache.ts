/** Sizes of a cache, except for its number of cells. */
export interface CacheShape {
  readonly depth: number;
  readonly rows: number;
  readonly heads: number;
  readonly headSize: number;
}

/**
 * Keys and values of the finished scales, for each block [capacity, rows, heads, head size]. Memory is allocated once,
 * as far as the need is known; onnxruntime reads the filled front and writes each new scale right behind it.
 */
export class KeyValueCache {
  readonly shape: CacheShape;
  #capacity: number;
  #filled = 0;
  /** Key and value of block 0, of block 1, ... */
  #buffers: Float32Array[];

  /** @param capacity cells to allocate now; memory is only touched when written. */
  constructor(shape: CacheShape, capacity: number) {
    this.shape = shape;
    this.#capacity = capacity;
    this.#buffers = Array.from(
      { length: 2 * shape.depth },
      () => new Float32Array(capacity * this.#cellSize),
    );
  }

  /** Number of cached cells. */
  get filled(): number {
    return this.#filled;
  }

  /** The cached cells: key and value of block 0, of block 1, ... */
  past(): readonly Float32Array[] {
    return this.#buffers.map(buffer => buffer.subarray(0, this.#filled * this.#cellSize));
  }

  /** Where to write the keys and values of a scale, in the same order. */
  next(cells: number): readonly Float32Array[] {
    if (this.#filled + cells > this.#capacity) this.#grow(this.#filled + cells);
    const [start, end] = [this.#filled * this.#cellSize, (this.#filled + cells) * this.#cellSize];
    return this.#buffers.map(buffer => buffer.subarray(start, end));
  }

  /** Commits the cells written to `next(cells)`. */
  advance(cells: number): void {
    this.#filled += cells;
  }

  /** A cache with these rows of this one, in this order. */
  select(rows: readonly number[]): KeyValueCache {
    const { heads, headSize } = this.shape;
    const size = heads * headSize;
    const selected = new KeyValueCache({ ...this.shape, rows: rows.length }, this.#capacity);
    for (const [index, buffer] of this.#buffers.entries()) {
      const target = selected.#buffers[index];
      for (let cell = 0; cell < this.#filled; cell++) {
        for (const [place, row] of rows.entries()) {
          const start = (cell * this.shape.rows + row) * size;
          target?.set(buffer.subarray(start, start + size), (cell * rows.length + place) * size);
        }
      }
    }
    selected.#filled = this.#filled;
    return selected;
  }

  get #cellSize(): number {
    return this.shape.rows * this.shape.heads * this.shape.headSize;
  }

  #grow(capacity: number): void {
    this.#buffers = this.#buffers.map(buffer => {
      const larger = new Float32Array(capacity * this.#cellSize);
      larger.set(buffer.subarray(0, this.#filled * this.#cellSize));
      return larger;
    });
    this.#capacity = capacity;
  }
}
