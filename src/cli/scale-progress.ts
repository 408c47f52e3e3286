import { Presets, SingleBar } from 'cli-progress';

/**
 * A progress bar that advances by each scale's share of the work; silent without a terminal. `finished` receives the
 * share of the pictures that the scale covers.
 */
export function scaleProgress(
  plan: readonly { readonly width: number; readonly height: number; readonly workShare: number }[],
): { finished(index: number, share: number): void; stop(): void } {
  const bar = new SingleBar(
    {
      format: '[{bar}] {percentage}% scale {scale} of {scales}, {size}',
      stream: process.stderr,
      noTTYOutput: false,
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { scale: 0, scales: plan.length, size: '' });
  let done = 0;
  return {
    finished(index, share) {
      const { width = 0, height = 0, workShare = 0 } = plan[index] ?? {};
      done += workShare * share;
      bar.update(done, { scale: index + 1, size: `${width} x ${height}` });
    },
    stop: () => bar.stop(),
  };
}
