/** Memory held by unused typed arrays above which garbage collection is forced. */
const looseBytes = 8 * 2 ** 20;

/**
 * Frees unused typed arrays if they may hold much memory. V8 schedules garbage collection by the number of objects, and
 * these are few and large. Requires `--expose-gc`.
 * @param inUse bytes of typed arrays that are known to be in use.
 */
export function freeBuffers(inUse = 0): void {
  if (process.memoryUsage().arrayBuffers > inUse + looseBytes) globalThis.gc?.();
}
