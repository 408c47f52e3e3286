import type { Feeds } from '../onnx/session.ts';
import { floatTensor } from '../onnx/session.ts';
import { interleave, separate } from './interleaved.ts';
import type { KeyValueCache } from './key-value-cache.ts';

/**
 * The caches of one or several groups of rows in a pass, in the form that the graph reads and writes. Those of a single
 * group are used in place. Several are copied: only small scales are computed together, so the copies are small.
 */
export class JoinedCache {
  readonly #caches: readonly KeyValueCache[];
  readonly #rows: readonly number[];
  readonly #depth: number;
  readonly #heads: number;
  readonly #headSize: number;

  /** @param caches with the same number of cells. */
  constructor(caches: readonly KeyValueCache[]) {
    const [first] = caches;
    if (first === undefined) throw new RangeError('a pass needs at least one row');
    this.#caches = caches;
    this.#rows = caches.map(({ shape }) => shape.rows);
    this.#depth = first.shape.depth;
    this.#heads = first.shape.heads;
    this.#headSize = first.shape.headSize;
  }

  /** Number of cached cells. */
  get filled(): number {
    return this.#caches[0]?.filled ?? 0;
  }

  /** The inputs `past_key.i` and `past_value.i`. */
  past(): Feeds {
    const parts = this.#caches.map(cache => cache.past());
    return this.#feeds('past_key', 'past_value', this.filled, slot =>
      interleave(
        parts.map(buffers => bufferAt(buffers, slot)),
        this.#rows,
        this.#rowSize,
      ),
    );
  }

  /** Buffers for the outputs `key.i` and `value.i` of a scale, to be given to `keep`. */
  next(cells: number): Feeds {
    const [only] = this.#caches;
    if (only !== undefined && this.#caches.length === 1) {
      const buffers = only.next(cells);
      return this.#feeds('key', 'value', cells, slot => bufferAt(buffers, slot));
    }
    return this.#feeds('key', 'value', cells, () => new Float32Array(cells * this.#cellSize));
  }

  /**
   * Buffers for the outputs of a scale that nothing attends to later. All blocks share one buffer, because each block
   * has consumed its output before the next one starts. Otherwise onnxruntime would allocate memory for each until the
   * end of the run.
   */
  nowhere(cells: number): Feeds {
    const shared = [new Float32Array(cells * this.#cellSize), new Float32Array(cells * this.#cellSize)];
    return this.#feeds('key', 'value', cells, slot => bufferAt(shared, slot % 2));
  }

  /** Commits a scale written to the buffers of `next`. */
  keep(cells: number, written: Feeds): void {
    if (this.#caches.length > 1) {
      const targets = this.#caches.map(cache => cache.next(cells));
      for (let slot = 0; slot < 2 * this.#depth; slot++)
        separate(
          written[nameOf('key', 'value', slot)]?.data as Float32Array,
          targets.map(buffers => bufferAt(buffers, slot)),
          this.#rows,
          this.#rowSize,
        );
    }
    for (const cache of this.#caches) cache.advance(cells);
  }

  get #rowSize(): number {
    return this.#heads * this.#headSize;
  }

  get #cellSize(): number {
    return this.#rowCount * this.#rowSize;
  }

  get #rowCount(): number {
    return this.#rows.reduce((sum, count) => sum + count, 0);
  }

  #feeds(key: string, value: string, cells: number, bufferOf: (slot: number) => Float32Array): Feeds {
    const shape = [cells, this.#rowCount, this.#heads, this.#headSize];
    return Object.fromEntries(
      Array.from({ length: 2 * this.#depth }, (_, slot) => [
        nameOf(key, value, slot),
        floatTensor(bufferOf(slot), shape),
      ]),
    );
  }
}

/** Keys and values alternate. */
function nameOf(key: string, value: string, slot: number): string {
  return `${slot % 2 === 0 ? key : value}.${slot >> 1}`;
}

function bufferAt(buffers: readonly Float32Array[], slot: number): Float32Array {
  const buffer = buffers[slot];
  if (buffer === undefined) throw new RangeError(`the cache has no buffer ${slot}`);
  return buffer;
}
