import { cellCount, type Grid, tokenCount } from './grid.ts';
import { batchBytes, type MemoryModel } from './memory.ts';

/**
 * Splits a batch by memory. Each picture needs memory for its KV cache. While all fit, they are computed together, so
 * that each has its first scales early; after that, the batch splits into parts that are completed one after another. A
 * picture's tokens are the same in any batch.
 */
export class Parts {
  readonly #model: MemoryModel;
  readonly #schedule: readonly Grid[];
  readonly #rowsPerPicture: number;
  readonly #limit: number;

  /**
   * @param schedule up to the last scale that passes through the blocks.
   * @param rowsPerPicture guidance branches.
   * @param limit memory in bytes for concurrently computed pictures; a single picture may exceed it.
   */
  constructor(model: MemoryModel, schedule: readonly Grid[], rowsPerPicture: number, limit: number) {
    this.#model = model;
    this.#schedule = schedule;
    this.#rowsPerPicture = rowsPerPicture;
    this.#limit = limit;
  }

  /** The first scale at which this many pictures do not fit together; one past the last if they always fit. */
  end(pictures: number): number {
    const end = this.#schedule.findIndex((_, index) => !this.#fits(pictures, index));
    return pictures === 1 || end < 0 ? this.#schedule.length : end;
  }

  /** Number of pictures that fit together to the end; at least one. */
  get toTheEnd(): number {
    let pictures = 1;
    while (pictures < maxPart && this.#schedule.every((_, index) => this.#fits(pictures + 1, index)))
      pictures++;
    return pictures;
  }

  #fits(pictures: number, index: number): boolean {
    return pictureBytes(this.#model, this.#schedule, index, pictures * this.#rowsPerPicture) <= this.#limit;
  }
}

/** No scale fits more. */
const maxPart = 64;

/** Peak bytes of a picture over all scales. */
export function peakBytes(model: MemoryModel, schedule: readonly Grid[], branches: 1 | 2): number {
  return Math.max(...schedule.map((_, index) => pictureBytes(model, schedule, index, branches)));
}

function pictureBytes(model: MemoryModel, schedule: readonly Grid[], index: number, rows: number): number {
  const grid = schedule[index];
  if (grid === undefined) throw new Error(`the schedule has no scale ${index}`);
  const isLast = index === schedule.length - 1;
  const before = tokenCount(schedule.slice(0, index));
  const cells = cellCount(grid);
  return batchBytes(model, rows, isLast ? before : before + cells, { cells, attended: before + cells });
}
