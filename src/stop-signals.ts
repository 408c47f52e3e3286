/** Signals within this time count as one: Ctrl-C reaches the process both from the terminal and from npm. */
const sameWishMs = 500;

/** Calls `stop` on the first SIGINT or SIGTERM, and `insist` on each deliberate one after it. */
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
