import { stretchBytes } from './attention-stretches.ts';
import { cellCount, type Grid, tokenCount } from './grid.ts';

/** Sizes that determine the memory of pictures in progress. */
export interface MemoryModel {
  readonly depth: number;
  readonly width: number;
  readonly heads: number;
  /** Whether large scales attend in stretches; otherwise the scores of all rows are in memory at once. */
  readonly stretches: boolean;
}

/** Dimensions of one pass. */
export interface PassSize {
  /** Of one row. */
  readonly cells: number;
  /** Cells attended to, including those of the pass. */
  readonly attended: number;
}

const floatBytes = 4;
/** Memory limit of a pass with more than one row. */
const workspaceBytes = 64 * 2 ** 20;
/**
 * Live values per cell, in multiples of the width: states, their reordered copies, and both sides of the feed-forward
 * activation.
 */
const widthsPerCell = 26;
/** Keys and values, each in cache order and in attention order. */
const widthsPerAttendedCell = 4;

/** Bytes of the keys and values of one row. */
export function cacheBytes({ depth, width }: MemoryModel, cells: number): number {
  return 2 * depth * cells * width * floatBytes;
}

/** Number of rows that pass through the blocks at once, at least one; the others follow. */
export function rowsAtOnce(model: MemoryModel, rows: number, pass: PassSize): number {
  let fitting = rows;
  while (fitting > 1 && passBytes(model, fitting, pass) > workspaceBytes) fitting = Math.ceil(fitting / 2);
  return fitting;
}

/**
 * Peak bytes of a picture beyond the weights, over all scales.
 * @param branches its rows.
 */
export function peakBytes(model: MemoryModel, schedule: readonly Grid[], branches: 1 | 2): number {
  return Math.max(
    ...schedule.map((grid, index) => {
      const cells = cellCount(grid);
      const before = tokenCount(schedule.slice(0, index));
      const isLast = index === schedule.length - 1;
      const pass = { cells, attended: before + cells };
      return (
        branches * cacheBytes(model, isLast ? before : before + cells) + workspace(model, branches, pass)
      );
    }),
  );
}

/** Bytes of a pass beyond the caches: inputs and outputs of all rows, and what those that run at once need. */
function workspace(model: MemoryModel, rows: number, pass: PassSize): number {
  const states = 2 * rows * pass.cells * model.width * floatBytes;
  return states + passBytes(model, rowsAtOnce(model, rows, pass), pass);
}

/** Bytes of a pass of these rows while it runs. */
function passBytes(model: MemoryModel, rows: number, { cells, attended }: PassSize): number {
  const { width, heads, stretches } = model;
  const perCell = widthsPerCell * width * floatBytes;
  const perAttended = widthsPerAttendedCell * width * floatBytes;
  const scores = heads * rows * cells * attended * floatBytes;
  return (
    rows * (cells * perCell + attended * perAttended) + (stretches ? Math.min(scores, stretchBytes) : scores)
  );
}
