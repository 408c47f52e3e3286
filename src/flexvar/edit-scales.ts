import { type CoverageMap, keptCells } from './cell-mask.ts';
import { type ForcedScale, forcing, type KeptCells } from './forced-scale.ts';
import type { Grid } from './grid.ts';
import type { PixelSize } from './pixel-size.ts';
import { refines } from './schedule-limits.ts';

/** What each scale of a schedule keeps from elsewhere, index = scale; `null`: all of it is sampled. */
export type KeptScales = readonly (KeptCells | null)[];

/**
 * In-painting, and expanding with the new area as the mask: scales before `fromScale` are kept wholly, the others
 * outside the mask (`keptCells`).
 * @param fromScale the first scale that may change.
 */
export function inpaintScales(schedule: readonly Grid[], mask: CoverageMap, fromScale = 0): KeptScales {
  return keptCells(mask, schedule).map((keep, index) => {
    if (index < fromScale) return { keep: null };
    const cells = { keep };
    const kind = forcing(cells);
    if (kind === 'wholly') return { keep: null };
    return kind === 'partly' ? cells : null;
  });
}

/** Scales 0 .. `last` are kept wholly: refining up to a fidelity, branching after a scale. */
export function leadingScales(schedule: readonly Grid[], last: number): KeptScales {
  return schedule.map((_, index) => (index <= last ? { keep: null } : null));
}

/**
 * A branch of an edited generation: the parent's scales 0 .. `last` are kept wholly, the edit goes on after them.
 * @param edit what the edit keeps of each scale of the branch's schedule.
 */
export function branchOfEdit(edit: KeptScales, last: number): KeptScales {
  return edit.map((kept, index) => (index <= last ? { keep: null } : kept));
}

/**
 * What is kept, with its tokens.
 * @param tokensAt the source's tokens at a scale; asked only for scales that keep something.
 */
export function forceScales(
  kept: KeptScales,
  tokensAt: (scale: number) => Uint16Array,
): readonly (ForcedScale | null)[] {
  return kept.map((cells, scale) => (cells === null ? null : { ...cells, tokens: tokensAt(scale) }));
}

/** How much of a source to keep when refining it: the finest scale whose picture is not larger, at least the first. */
export function nativeFidelity(schedule: readonly Grid[], source: PixelSize, stride: number): number {
  const finest = schedule.findLastIndex(
    grid => grid.columns * stride <= source.width && grid.rows * stride <= source.height,
  );
  return Math.max(0, finest);
}

/**
 * The schedule of a branch: the parent's grids 0 .. `last`, then those of `requested` that refine the last of them.
 * With the parent's own schedule it is the parent's; with one that ends finer the picture grows.
 */
export function branchSchedule(
  parent: readonly Grid[],
  last: number,
  requested: readonly Grid[],
): readonly Grid[] {
  const kept = parent.slice(0, last + 1);
  const finest = kept.at(-1);
  return finest === undefined ? requested : [...kept, ...requested.filter(grid => refines(finest, grid))];
}
