import type { WaitingPicture } from './waiting-picture.ts';

/**
 * The pictures whose caches to give up when memory is short, in this order: the least urgent first, and none of the
 * pass that needs the memory.
 * @param ordered as by `PassPolicy.order`.
 */
export function leastUrgent(
  ordered: readonly WaitingPicture[],
  pass: readonly WaitingPicture[],
): WaitingPicture[] {
  const needed = new Set(pass.map(({ id }) => id));
  return ordered.filter(({ id, resident }) => resident && !needed.has(id)).toReversed();
}
