import { interleave, poolArea } from './area-pooling.ts';
import type { Grid } from './grid.ts';

/** Number of cached grids; more than the scales of any schedule. */
const remembered = 32;

/**
 * The learned position table, resized to any grid by average pooling. (The paper, section 3.3, says "linearly"; the
 * published weights were trained with pooling.)
 */
export class PositionTable {
  readonly #table: Float32Array;
  readonly #side: number;
  readonly #width: number;
  readonly #grids = new Map<string, Float32Array>();

  /** @param planar [width, side, side], as in the checkpoint. */
  constructor(planar: Float32Array, width: number, side: number) {
    if (planar.length !== width * side * side)
      throw new RangeError(
        `a position table of ${width} x ${side} x ${side} does not have ${planar.length} numbers`,
      );
    this.#table = interleave(planar, width);
    this.#side = side;
    this.#width = width;
  }

  /** The positions of a grid, [cells, width]. Shared between calls; do not modify. */
  at(grid: Grid): Float32Array {
    const key = `${grid.rows}x${grid.columns}`;
    const known = this.#grids.get(key);
    if (known !== undefined) return known;
    const positions = poolArea(this.#table, { rows: this.#side, columns: this.#side }, grid, this.#width);
    const oldest = this.#grids.keys().next();
    if (this.#grids.size >= remembered && oldest.done !== true) this.#grids.delete(oldest.value);
    this.#grids.set(key, positions);
    return positions;
  }
}
