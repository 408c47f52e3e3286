import { cellCount, type Grid } from './grid.ts';

/** Where a picture is edited, pixel by pixel. */
export interface CoverageMap {
  readonly width: number;
  readonly height: number;
  /** [height, width], 0 (kept) .. 255 (edited); between them a soft edge. */
  readonly data: Uint8Array | Float32Array;
}

/** A cell of a coarse scale is edited if the mask covers at least this share of its area. */
export const coarseThreshold = 0.5;
/** Values below one 8-bit step are not edited: they are resampling residue at edges. */
const leastCoverage = 1;

/**
 * Which cells of each scale are sampled: 1 sampled, 0 kept from the source.
 *
 * At the finest scale, a cell is edited if any of its pixels is, so that nothing under the mask comes from the source.
 * At coarser scales, a cell is edited if at least `threshold` of its area is: its token describes the whole cell, which
 * a small hole does not change. A small mask therefore changes only fine scales, a full one all of them. Cells need not
 * be whole numbers of pixels.
 * @param schedule coarse to fine; the last grid is the finest.
 * @throws RangeError if the map's data do not match its size.
 */
export function sampledMasks(
  map: CoverageMap,
  schedule: readonly Grid[],
  threshold = coarseThreshold,
): Uint8Array[] {
  if (map.width < 1 || map.height < 1 || map.data.length !== map.width * map.height)
    throw new RangeError(
      `a coverage map of ${map.width} x ${map.height} pixels does not have ${map.data.length} values`,
    );
  const sums = areaSums(map);
  return schedule.map((grid, index) =>
    index === schedule.length - 1 ? touchedCells(map, grid) : coveredCells(map, sums, grid, threshold),
  );
}

function touchedCells({ width, height, data }: CoverageMap, grid: Grid): Uint8Array {
  const sampled = new Uint8Array(cellCount(grid));
  for (let row = 0; row < grid.rows; row++) {
    const top = Math.floor((row * height) / grid.rows);
    const bottom = Math.ceil(((row + 1) * height) / grid.rows);
    for (let column = 0; column < grid.columns; column++) {
      const left = Math.floor((column * width) / grid.columns);
      const right = Math.ceil(((column + 1) * width) / grid.columns);
      for (let y = top; y < bottom; y++)
        if (data.subarray(y * width + left, y * width + right).some(value => value >= leastCoverage))
          sampled[row * grid.columns + column] = 1;
    }
  }
  return sampled;
}

function coveredCells(
  { width, height }: CoverageMap,
  sums: Float64Array,
  grid: Grid,
  threshold: number,
): Uint8Array {
  const sampled = new Uint8Array(cellCount(grid));
  const edited = (255 * threshold * width * height) / cellCount(grid);
  for (let row = 0; row < grid.rows; row++) {
    const top = (row * height) / grid.rows;
    const bottom = ((row + 1) * height) / grid.rows;
    for (let column = 0; column < grid.columns; column++) {
      const left = (column * width) / grid.columns;
      const right = ((column + 1) * width) / grid.columns;
      const covered =
        sumTo(sums, width, bottom, right) -
        sumTo(sums, width, top, right) -
        sumTo(sums, width, bottom, left) +
        sumTo(sums, width, top, left);
      sampled[row * grid.columns + column] = covered < edited ? 0 : 1;
    }
  }
  return sampled;
}

/** Coverage above and left of each pixel corner, [height + 1, width + 1]. */
function areaSums({ width, height, data }: CoverageMap): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let line = 0;
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x] ?? 0;
      line += value >= leastCoverage ? value : 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + line;
    }
  }
  return sums;
}

/** The same at any position: linear between corners, because coverage is constant within a pixel. */
function sumTo(sums: Float64Array, width: number, y: number, x: number): number {
  const top = Math.floor(y);
  const left = Math.floor(x);
  const below = y - top;
  const beyond = x - left;
  const at = (row: number, column: number) => sums[row * (width + 1) + column] ?? 0;
  const upper = at(top, left) + (beyond === 0 ? 0 : beyond * (at(top, left + 1) - at(top, left)));
  if (below === 0) return upper;
  const lower = at(top + 1, left) + (beyond === 0 ? 0 : beyond * (at(top + 1, left + 1) - at(top + 1, left)));
  return upper + below * (lower - upper);
}
