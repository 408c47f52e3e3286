import { cellCount, type Grid } from '../../flexvar/grid.ts';

/** A scale's mask as plans hold it: a text a row, with `1` for a cell that is sampled and `0` for one that is kept. */
export function maskRows(keep: Uint8Array, grid: Grid): string[] {
  return Array.from({ length: grid.rows }, (_, row) =>
    Array.from(keep.subarray(row * grid.columns, (row + 1) * grid.columns), kept => (kept ? '0' : '1')).join(
      '',
    ),
  );
}

/** The inverse: 1 for a cell that is kept. */
export function keptCellsOf(rows: readonly string[], grid: Grid): Uint8Array {
  const keep = Uint8Array.from(rows.join(''), cell => (cell === '0' ? 1 : 0));
  if (keep.length !== cellCount(grid))
    throw new RangeError(`a mask of ${keep.length} cells does not fit ${grid.rows} x ${grid.columns}`);
  return keep;
}
