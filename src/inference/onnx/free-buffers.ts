/** Memory held by typed arrays above which garbage collection is forced. */
const looseBytes = 8 * 2 ** 20;

/**
 * Frees unused typed arrays if they may hold much memory. V8 schedules garbage collection by the number of objects, and
 * these are few and large. Requires `--expose-gc`.
 */
export function freeBuffers(): void {
  if (process.memoryUsage().arrayBuffers > looseBytes) globalThis.gc?.();
}
