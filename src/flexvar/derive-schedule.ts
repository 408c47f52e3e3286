import { type Grid, sameGrid } from './grid.ts';
import { publishedSides } from './published-schedules.ts';

/**
 * A schedule that ends at `target`, from a list of square sides: grid i is the target times side_i / last side,
 * rounded down (the paper's rule for pictures that are not square). Taken literally that rule gives
 * empty grids and repeats for small targets and starts at 1 x 2 for wide ones, so sides are at least 1,
 * repeats are dropped and the first grid is 1 x 1.
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
 * A list of sides continued to a larger one, by factors near the square root of two: so the published lists go on from 256 px
 * (16) to 384 px (24) and 512 px (23, 32). Scaling the whole list instead would jump from one token to four.
 */
export function continueSides(sides: readonly number[], side: number): readonly number[] {
  const last = sides.at(-1) ?? 1;
  const growth = side / last;
  // A little larger is scaled a little: another scale would repeat the one before it.
  if (growth < 1.2) return sides;
  const steps = Math.max(1, Math.round(2 * Math.log2(growth)));
  const more = Array.from({ length: steps }, (_, step) => Math.round(last * growth ** ((step + 1) / steps)));
  return [...sides, ...more];
}

/**
 * A schedule of `steps` scales that ends at `target`.
 *
 * The published list nearest in size (of the shorter edge), then in number of steps, is the model. Has it another number of steps, it is
 * resampled: its sides are read as a curve over 0 .. 1, which is sampled at `steps` even places. Sides of the longer
 * edge then grow by at least one a scale, so the number of steps is met wherever the target is large enough;
 * else there are as many as its longer edge has tokens.
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

/** The published list whose last side is nearest in ratio to `side`; among those the nearest number of steps. */
function nearestSides(steps: number, side: number): readonly number[] {
  let best = publishedSides[0] ?? [1];
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const sides of publishedSides) {
    const sizeDistance = Math.abs(Math.log((sides.at(-1) ?? 1) / side));
    // Sizes differ by a factor, steps by a count: a hundredth per step orders lists of one size only.
    const distance = Math.round(sizeDistance * 1e6) + Math.abs(sides.length - steps) / 100;
    if (distance < bestDistance) {
      best = sides;
      bestDistance = distance;
    }
  }
  return best;
}

/** Makes integers strictly increasing and end at `last`, changing each as little as that takes. */
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
  // A target of 1 x 1 is itself the start; else the first grid takes the start's place.
  for (const grid of grids.slice(grids.length > 1 ? 1 : 0)) {
    const last = schedule.at(-1);
    if (last === undefined || !sameGrid(last, grid)) schedule.push(grid);
  }
  return schedule;
}
