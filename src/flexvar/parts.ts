import { cellCount, type Grid, tokenCount } from './grid.ts';
import { batchBytes, type MemoryModel } from './memory.ts';

/**
 * Pictures of a batch take memory each: what they attend to. As long as they fit, all are computed together, so that every
 * one has its first scales early; where they do not, the batch falls into parts that are computed one after the other to
 * their end. A picture's tokens are the same in any batch.
 */
export class Parts {
  readonly #model: MemoryModel;
  readonly #schedule: readonly Grid[];
  readonly #rowsPerPicture: number;
  readonly #limit: number;

  /**
   * @param schedule up to the last scale that goes through the blocks.
   * @param rowsPerPicture guidance branches.
   * @param limit bytes that the pictures computed at once may take; a single one may take more.
   */
  constructor(model: MemoryModel, schedule: readonly Grid[], rowsPerPicture: number, limit: number) {
    this.#model = model;
    this.#schedule = schedule;
    this.#rowsPerPicture = rowsPerPicture;
    this.#limit = limit;
  }

  /** The first scale that so many pictures do not fit at together; one past the last when there is none. */
  end(pictures: number): number {
    const end = this.#schedule.findIndex((_, index) => !this.#fits(pictures, index));
    return pictures === 1 || end < 0 ? this.#schedule.length : end;
  }

  /** How many pictures can go together to the end; one at least. */
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

/** More go together nowhere. */
const maxPart = 64;

/** Bytes that a picture takes at the scale where it takes most. */
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
