import { stretchBytes } from './attention-stretches.ts';

/** Sizes that determine the memory of a batch. */
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
 * Maximum bytes of a batch beyond the weights while a scale is computed.
 * @param cached cells per row in the cache afterwards.
 */
export function batchBytes(model: MemoryModel, rows: number, cached: number, pass: PassSize): number {
  // Inputs and outputs of all rows.
  const states = 2 * rows * pass.cells * model.width * floatBytes;
  const atOnce = rowsAtOnce(model, rows, pass);
  return rows * cacheBytes(model, cached) + states + passBytes(model, atOnce, pass);
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
