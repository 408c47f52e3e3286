/** The size of one scale in tokens: `rows` x `columns` cells, row-major. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** Number of tokens in a grid. */
export function cellCount(grid: Grid): number {
  return grid.rows * grid.columns;
}

/** `true` when both grids have the same shape. */
export function sameGrid(a: Grid, b: Grid): boolean {
  return a.rows === b.rows && a.columns === b.columns;
}

/** Total number of tokens of a schedule. */
export function tokenCount(schedule: readonly Grid[]): number {
  return schedule.reduce((sum, grid) => sum + cellCount(grid), 0);
}
