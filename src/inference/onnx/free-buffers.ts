/** What typed arrays may hold before those that nobody uses any more are looked for. */
const looseBytes = 8 * 2 ** 20;

/**
 * Frees the memory of typed arrays that are not used any more, if there may be much of it. V8 looks for them by how many objects
 * there are, and these are few and large. Works in a process that was started with `--expose-gc`.
 */
export function freeBuffers(): void {
  if (process.memoryUsage().arrayBuffers > looseBytes) globalThis.gc?.();
}
