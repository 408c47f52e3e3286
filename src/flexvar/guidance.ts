import type { Grid } from './grid.ts';
import type { Guidance } from './recipe.ts';

/** Largest guidance scale. */
export const maxGuidance = 20;

/** Grids with a longer side get the full strength in `ramp` mode (`max_pn` of the reference implementation). */
export const rampSideLimit = 16;

/**
 * Strength t of classifier-free guidance at one scale: logits = (1 + t) cond - t uncond.
 *
 * In `ramp` mode, t grows linearly with the scale index, and exceeds `guidance.scale` in schedules with more than ten
 * scales, because the reference divides by at most nine. A schedule of one scale has t = 0.
 * @param index of the scale in a schedule of `scaleCount`.
 */
export function guidanceStrength(guidance: Guidance, index: number, scaleCount: number, grid: Grid): number {
  if (guidance.mode === 'constant') return guidance.scale - 1;
  if (Math.max(grid.rows, grid.columns) > rampSideLimit) return guidance.scale;
  return (guidance.scale * index) / Math.max(1, Math.min(scaleCount - 1, 9));
}

/** Whether guidance has an effect at any scale of a schedule. If not, one branch suffices. */
export function isGuided(guidance: Guidance, schedule: readonly Grid[]): boolean {
  return schedule.some((grid, index) => guidanceStrength(guidance, index, schedule.length, grid) !== 0);
}
