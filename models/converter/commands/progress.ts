import { Presets, SingleBar } from 'cli-progress';

/** A bar on the terminal; silent when the output is not one. */
export interface Progress {
  /** @param total may become known, or change, later. */
  readonly update: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** A progress bar in megabytes. */
export function progressBar(label: string): Progress {
  const bar = new SingleBar(
    {
      format: `${label} [{bar}] {percentage}% {megabytes} of {totalMegabytes} MB, {eta_formatted} left`,
      noTTYOutput: false,
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total) {
      const payload = { megabytes: megabytes(done), totalMegabytes: megabytes(total) };
      if (!started) bar.start(total, done, payload);
      started = true;
      bar.setTotal(total);
      bar.update(done, payload);
    },
    stop() {
      if (started) bar.stop();
    },
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
}
