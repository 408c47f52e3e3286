import { cellCount, type Grid } from '../../flexvar/grid.ts';

/** The mask of a scale as stored in plans: one string per row, `1` for sampled and `0` for kept cells. */
export function maskRows(sampled: Uint8Array, grid: Grid): string[] {
  return Array.from({ length: grid.rows }, (_, row) =>
    Array.from(sampled.subarray(row * grid.columns, (row + 1) * grid.columns), cell =>
      cell ? '1' : '0',
    ).join(''),
  );
}

/** The inverse: 1 for sampled cells. */
export function sampledMaskOf(rows: readonly string[], grid: Grid): Uint8Array {
  const sampled = Uint8Array.from(rows.join(''), cell => (cell === '0' ? 0 : 1));
  if (sampled.length !== cellCount(grid))
    throw new RangeError(`a mask of ${sampled.length} cells does not fit ${grid.rows} x ${grid.columns}`);
  return sampled;
}
