import { cellCount, type Grid } from '../../flexvar/grid.ts';

/** The mask of a scale as stored in plans: one string per row, `1` for sampled and `0` for kept cells. */
export function maskRows(keep: Uint8Array, grid: Grid): string[] {
  return Array.from({ length: grid.rows }, (_, row) =>
    Array.from(keep.subarray(row * grid.columns, (row + 1) * grid.columns), kept => (kept ? '0' : '1')).join(
      '',
    ),
  );
}

/** The inverse: 1 for kept cells. */
export function keptCellsOf(rows: readonly string[], grid: Grid): Uint8Array {
  const keep = Uint8Array.from(rows.join(''), cell => (cell === '0' ? 1 : 0));
  if (keep.length !== cellCount(grid))
    throw new RangeError(`a mask of ${keep.length} cells does not fit ${grid.rows} x ${grid.columns}`);
  return keep;
}
