import type { Architecture } from '../../flexvar/model.ts';
import { KeyValueCache } from './key-value-cache.ts';

/** Class-dependent inputs: `start` [rows, width], `modulation` [products, rows, width]. */
export interface ClassProducts {
  readonly start: Float32Array;
  readonly modulation: Float32Array;
}

/** Rows of a picture that always pass through the blocks together, with their KV cache. */
export class RowGroup {
  readonly #width: number;
  readonly products: ClassProducts;
  readonly cache: KeyValueCache;

  private constructor(width: number, products: ClassProducts, cache: KeyValueCache) {
    this.#width = width;
    this.products = products;
    this.cache = cache;
  }

  /** With an empty cache. @param capacity cells to allocate now. */
  static start({ depth, heads, width }: Architecture, products: ClassProducts, capacity: number): RowGroup {
    const rows = products.start.length / width;
    return new RowGroup(
      width,
      products,
      new KeyValueCache({ depth, rows, heads, headSize: width / heads }, capacity),
    );
  }

  get rows(): number {
    return this.products.start.length / this.#width;
  }

  /** Number of cells attended to. */
  get cached(): number {
    return this.cache.filled;
  }

  /** A group of these rows, in this order. */
  select(rows: readonly number[]): RowGroup {
    const { start, modulation } = this.products;
    const products = {
      start: selectRows(start, this.rows, rows, this.#width),
      modulation: selectRows(modulation, this.rows, rows, this.#width),
    };
    return new RowGroup(this.#width, products, this.cache.select(rows));
  }
}

/** Rows of a tensor [slices, rows, width]. */
export function selectRows(
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
