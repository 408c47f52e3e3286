import { type MemoryModel, rowsAtOnce } from '../../flexvar/memory.ts';
import type { PictureRows } from '../../flexvar/model.ts';
import type { RowGroup } from './row-group.ts';

/** The rows of a picture: one group, or one for each row once a scale is too large for all of them. */
export class OnnxRows implements PictureRows {
  #groups: readonly RowGroup[];

  constructor(group: RowGroup) {
    this.#groups = [group];
  }

  static of(rows: PictureRows): OnnxRows {
    if (rows instanceof OnnxRows) return rows;
    throw new TypeError('these rows belong to another transformer');
  }

  get groups(): readonly RowGroup[] {
    return this.#groups;
  }

  get count(): number {
    return this.#groups.reduce((sum, group) => sum + group.rows, 0);
  }

  get cached(): number {
    return this.#groups[0]?.cached ?? 0;
  }

  /** Splits groups until a pass of this many cells fits into memory. */
  divide(model: MemoryModel, cells: number): void {
    this.#groups = this.#groups.flatMap(group => {
      const atOnce = rowsAtOnce(model, group.rows, { cells, attended: group.cached + cells });
      if (atOnce === group.rows) return [group];
      const rows = Array.from({ length: group.rows }, (_, row) => row);
      return Array.from({ length: Math.ceil(group.rows / atOnce) }, (_, part) =>
        group.select(rows.slice(part * atOnce, (part + 1) * atOnce)),
      );
    });
  }
}
