import { stretchBytes } from './attention-stretches.ts';

/** Sizes that decide how much memory a batch takes. */
export interface MemoryModel {
  readonly depth: number;
  readonly width: number;
  readonly heads: number;
  /** Whether large scales attend in stretches; otherwise the scores of all rows are in memory at once. */
  readonly stretches: boolean;
}

/** What goes through the blocks in one pass, and what it finds. */
export interface PassSize {
  /** Of one row. */
  readonly cells: number;
  /** Cells attended to, those of the pass included. */
  readonly attended: number;
}

const floatBytes = 4;
/** Rows beyond the first go through the blocks together only as long as a pass takes no more than this. */
const workspaceBytes = 64 * 2 ** 20;
/** Values a cell has at once, in widths: states and their copies in other orders, and both sides of the feed-forward's activation. */
const widthsPerCell = 26;
/** Keys and values, each in the order of the cache and in that of attention. */
const widthsPerAttendedCell = 4;

/** Bytes of the keys and values of one row. */
export function cacheBytes({ depth, width }: MemoryModel, cells: number): number {
  return 2 * depth * cells * width * floatBytes;
}

/** How many of these rows go through the blocks at once; the others follow. One at least. */
export function rowsAtOnce(model: MemoryModel, rows: number, pass: PassSize): number {
  let fitting = rows;
  while (fitting > 1 && passBytes(model, fitting, pass) > workspaceBytes) fitting = Math.ceil(fitting / 2);
  return fitting;
}

/**
 * Bytes that a batch takes beyond the weights while a scale is computed, at most.
 * @param cached cells of each row that are in the cache afterwards.
 */
export function batchBytes(model: MemoryModel, rows: number, cached: number, pass: PassSize): number {
  // What comes in and out, of all rows.
  const states = 2 * rows * pass.cells * model.width * floatBytes;
  const atOnce = rowsAtOnce(model, rows, pass);
  return rows * cacheBytes(model, cached) + states + passBytes(model, atOnce, pass);
}

/** Bytes that a pass of these rows takes while it runs. */
function passBytes(model: MemoryModel, rows: number, { cells, attended }: PassSize): number {
  const { width, heads, stretches } = model;
  const perCell = widthsPerCell * width * floatBytes;
  const perAttended = widthsPerAttendedCell * width * floatBytes;
  const scores = heads * rows * cells * attended * floatBytes;
  return (
    rows * (cells * perCell + attended * perAttended) + (stretches ? Math.min(scores, stretchBytes) : scores)
  );
}
