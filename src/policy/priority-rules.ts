import type { Priority } from './waiting-picture.ts';

/** What a priority means. */
interface PriorityRules {
  /** Its share of the device, relative to others'. Work is charged to its share divided by it, so no priority starves. */
  readonly weight: number;
  /** Within a share, a picture goes before others that came up to this many milliseconds earlier; later if negative. */
  readonly aheadMs: number;
  /** Device time, in milliseconds, that a share may be ahead of others through finer scales of such pictures. */
  readonly headStartMs: number;
  /** The same for coarse scales. */
  readonly coarseHeadStartMs: number;
}

export const priorityRules: Readonly<Record<Priority, PriorityRules>> = {
  HIGH: { weight: 4, aheadMs: 30_000, headStartMs: 1000, coarseHeadStartMs: 2000 },
  NORMAL: { weight: 1, aheadMs: 0, headStartMs: 0, coarseHeadStartMs: 1000 },
  LOW: { weight: 1 / 8, aheadMs: -30_000, headStartMs: 0, coarseHeadStartMs: 0 },
};

/** The same for finer scales of a picture whose deadline is near. */
export const deadlineHeadStartMs = 2000;

/**
 * The same for pictures whose cache is in memory. Without it, shares that do not fit into memory together would take
 * turns scale by scale, and each turn would begin with the pass that rebuilds a cache.
 */
export const residentHeadStartMs = 300;
