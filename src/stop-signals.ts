/** Signals that follow within this time are the same wish: Ctrl-C reaches a process from the terminal and from npm. */
const sameWishMs = 500;

/**
 * Calls `stop` at the first SIGINT or SIGTERM, and `insist` at each that is sent on purpose after it.
 */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void, insist: () => void): void {
  let first: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (first === null) {
        first = performance.now();
        stop(signal);
      } else if (performance.now() - first > sameWishMs) insist();
    });
  }
}
