import { type Grid, sameGrid } from './grid.ts';
import { publishedSides } from './published-schedules.ts';

/**
 * A schedule that ends at `target`, from a list of square sides: grid i is the target times side_i / last side, rounded
 * down (the paper's rule for non-square pictures). Taken literally, the rule gives empty grids and repeats for small
 * targets, and starts at 1 x 2 for wide ones. So sides are at least 1, repeats are dropped, and the first grid is 1 x
 * 1.
 */
export function fitSides(sides: readonly number[], target: Grid): Grid[] {
  const last = sides.at(-1) ?? 1;
  const grids = sides.map(side => ({
    rows: Math.max(1, Math.floor((target.rows * side) / last)),
    columns: Math.max(1, Math.floor((target.columns * side) / last)),
  }));
  return startAtOne(grids);
}

/**
 * Continues a list of sides to a larger one, by factors near the square root of two, as the published lists do from 256
 * px (16) to 384 px (24) and 512 px (23, 32). Scaling the whole list instead would jump from one token to four.
 */
export function continueSides(sides: readonly number[], side: number): readonly number[] {
  const last = sides.at(-1) ?? 1;
  const growth = side / last;
  // A slightly larger target just scales the list; an extra scale would repeat the previous one.
  if (growth < 1.2) return sides;
  const steps = Math.max(1, Math.round(2 * Math.log2(growth)));
  const more = Array.from({ length: steps }, (_, step) => Math.round(last * growth ** ((step + 1) / steps)));
  return [...sides, ...more];
}

/**
 * A schedule of `steps` scales that ends at `target`.
 *
 * It is based on the published list nearest in size (of the shorter edge), then in number of steps. If the number of
 * steps differs, the list is resampled: its sides form a curve over 0 .. 1, which is evaluated at `steps` evenly spaced
 * points. The longer edge then grows by at least one token per scale. If the target is too small for `steps`, the
 * schedule has as many scales as the longer edge has tokens.
 */
export function scheduleOfSteps(steps: number, target: Grid): Grid[] {
  const longer = Math.max(target.rows, target.columns);
  const count = Math.min(steps, longer);
  const sides = nearestSides(steps, Math.min(target.rows, target.columns));
  const last = sides.at(-1) ?? 1;
  const edge = Array.from({ length: count }, (_, index) => {
    const place = count === 1 ? sides.length - 1 : (index * (sides.length - 1)) / (count - 1);
    const below = sides[Math.floor(place)] ?? 1;
    const above = sides[Math.ceil(place)] ?? last;
    const side = below + (above - below) * (place - Math.floor(place));
    return Math.max(1, Math.floor((side * longer) / last));
  });
  growStrictly(edge, longer);
  const grids = edge.map(side => ({
    rows: Math.max(1, Math.floor((target.rows * side) / longer)),
    columns: Math.max(1, Math.floor((target.columns * side) / longer)),
  }));
  return startAtOne(grids);
}

/** The published list whose last side is nearest in ratio to `side`, then nearest in number of steps. */
function nearestSides(steps: number, side: number): readonly number[] {
  let best = publishedSides[0] ?? [1];
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const sides of publishedSides) {
    const sizeDistance = Math.abs(Math.log((sides.at(-1) ?? 1) / side));
    // Sizes are compared by ratio, steps by difference: a weight of 0.01 per step only orders lists of equal size.
    const distance = Math.round(sizeDistance * 1e6) + Math.abs(sides.length - steps) / 100;
    if (distance < bestDistance) {
      best = sides;
      bestDistance = distance;
    }
  }
  return best;
}

/** Makes integers strictly increasing and end at `last`, changing each as little as necessary. */
function growStrictly(sides: number[], last: number): void {
  for (let index = 1; index < sides.length; index++)
    sides[index] = Math.max(sides[index] ?? 1, (sides[index - 1] ?? 0) + 1);
  let ceiling = last;
  for (let index = sides.length - 1; index >= 0; index--) {
    sides[index] = Math.min(sides[index] ?? 1, ceiling);
    ceiling = (sides[index] ?? 1) - 1;
  }
}

function startAtOne(grids: readonly Grid[]): Grid[] {
  const schedule: Grid[] = [{ rows: 1, columns: 1 }];
  // A target of 1 x 1 is itself the start; otherwise the start replaces the first grid.
  for (const grid of grids.slice(grids.length > 1 ? 1 : 0)) {
    const last = schedule.at(-1);
    if (last === undefined || !sameGrid(last, grid)) schedule.push(grid);
  }
  return schedule;
}
