import { cellCount, type Grid } from './grid.ts';

/** Which cells of a scale are sampled and which are forced. */
export interface CellMask {
  /** 1 where a token is sampled, 0 where the source's is kept; `null`: none is sampled (the scale is wholly forced). */
  readonly sampled: Uint8Array | null;
}

/** The forced tokens of one scale: the single mechanism behind every edit. */
export interface ForcedScale extends CellMask {
  /** Tokens of the source at this scale's grid, row-major; ignored in sampled cells. */
  readonly tokens: Uint16Array;
}

/** How much of a scale is forced. */
export type Forcing = 'none' | 'partly' | 'wholly';

/** How much of a scale is forced, according to its mask: a mask without sampled cells forces the scale wholly. */
export function forcing(mask: CellMask | null | undefined): Forcing {
  if (mask === null || mask === undefined) return 'none';
  if (mask.sampled === null || !mask.sampled.some(cell => cell !== 0)) return 'wholly';
  return mask.sampled.includes(0) ? 'partly' : 'none';
}

/** Indices of the sampled cells of a grid, ascending. */
export function sampledCells(mask: CellMask | null | undefined, grid: Grid): number[] {
  const cells = Array.from({ length: cellCount(grid) }, (_, cell) => cell);
  if (mask === null || mask === undefined) return cells;
  const { sampled } = mask;
  return sampled === null ? [] : cells.filter(cell => sampled[cell] === 1);
}

/**
 * Checks that forced scales fit a schedule and a codebook.
 * @param forced by scale; may be shorter than the schedule.
 * @throws RangeError naming the scale and the problem.
 */
export function checkForced(
  forced: readonly (ForcedScale | null)[],
  schedule: readonly Grid[],
  codebookSize: number,
): void {
  if (forced.length > schedule.length)
    throw new RangeError(`${forced.length} forced scales do not fit a schedule of ${schedule.length}`);
  for (const [index, scale] of forced.entries()) {
    const grid = schedule[index];
    if (scale === null || grid === undefined) continue;
    const { tokens, sampled } = scale;
    const cells = cellCount(grid);
    if (tokens.length !== cells)
      throw new RangeError(
        `forced scale ${index} has ${tokens.length} tokens, but its grid has ${cells} cells`,
      );
    if (sampled !== null && sampled.length !== cells)
      throw new RangeError(
        `the mask of forced scale ${index} has ${sampled.length} cells, but its grid has ${cells}`,
      );
    const stray = tokens.find(
      (token, cell) => token >= codebookSize && (sampled === null || sampled[cell] === 0),
    );
    if (stray !== undefined)
      throw new RangeError(
        `forced scale ${index} keeps token ${stray}, which is not in a codebook of ${codebookSize}`,
      );
  }
}
