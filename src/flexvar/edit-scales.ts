import { type CoverageMap, sampledMasks } from './cell-mask.ts';
import { type CellMask, type ForcedScale, forcing } from './forced-scale.ts';
import type { Grid } from './grid.ts';
import type { PixelSize } from './pixel-size.ts';
import { refines } from './schedule-limits.ts';

/** The mask of each scale of a schedule; `null`: the whole scale is sampled. */
export type ScaleMasks = readonly (CellMask | null)[];

/**
 * Inpainting, or expanding with the new area as mask: scales before `fromScale` are wholly kept, later ones outside the
 * mask (`sampledMasks`).
 * @param fromScale the first scale that may change.
 */
export function inpaintScales(schedule: readonly Grid[], mask: CoverageMap, fromScale = 0): ScaleMasks {
  return sampledMasks(mask, schedule).map((sampled, index) => {
    if (index < fromScale) return { sampled: null };
    const cells = { sampled };
    const kind = forcing(cells);
    if (kind === 'wholly') return { sampled: null };
    return kind === 'partly' ? cells : null;
  });
}

/** Scales 0 .. `last` are wholly kept: refining up to a fidelity, or branching after a scale. */
export function leadingScales(schedule: readonly Grid[], last: number): ScaleMasks {
  return schedule.map((_, index) => (index <= last ? { sampled: null } : null));
}

/**
 * A branch of an edited generation: the parent's scales 0 .. `last` are wholly kept, and the edit applies after them.
 * @param edit masks of the edit for the branch's schedule.
 */
export function branchOfEdit(edit: ScaleMasks, last: number): ScaleMasks {
  return edit.map((cells, index) => (index <= last ? { sampled: null } : cells));
}

/**
 * Combines masks with the tokens of their forced cells.
 * @param tokensAt the source's tokens at a scale; called only for scales that keep cells.
 */
export function forceScales(
  masks: ScaleMasks,
  tokensAt: (scale: number) => Uint16Array,
): readonly (ForcedScale | null)[] {
  return masks.map((cells, scale) => (cells === null ? null : { ...cells, tokens: tokensAt(scale) }));
}

/** Default fidelity for refining a source: the finest scale whose picture is not larger, at least the first. */
export function nativeFidelity(schedule: readonly Grid[], source: PixelSize, stride: number): number {
  const finest = schedule.findLastIndex(
    grid => grid.columns * stride <= source.width && grid.rows * stride <= source.height,
  );
  return Math.max(0, finest);
}

/**
 * The schedule of a branch: the parent's grids 0 .. `last`, then those of `requested` that refine the last of them. The
 * parent's own schedule gives the parent's; a schedule with a finer end lets the picture grow.
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
