/** Directions told apart; opposite ones count as one: where a thing ends matters, not whether it is darker than what is behind it. */
const directions = 8;

/**
 * Of each cell of `cell` x `cell` pixels, how much gradient points which way: the square root of the mean magnitude a direction, so
 * that one strong edge does not outweigh everything else. A magnitude is shared by the two nearest directions.
 */
export function gradientHistograms(
  values: Float64Array,
  width: number,
  height: number,
  cell: number,
): Float64Array {
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const histograms = new Float64Array(rows * columns * directions);
  const at = (x: number, y: number) =>
    values[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const across = (at(x + 1, y) - at(x - 1, y)) / 2;
      const down = (at(x, y + 1) - at(x, y - 1)) / 2;
      const share = Math.hypot(across, down) / cell ** 2;
      const turn = (((Math.atan2(down, across) / Math.PI) % 1) + 1) % 1;
      const lower = Math.floor(turn * directions);
      const towardsNext = turn * directions - lower;
      const first = (Math.floor(y / cell) * columns + Math.floor(x / cell)) * directions;
      const add = (direction: number, amount: number) => {
        const bin = first + (direction % directions);
        histograms[bin] = (histograms[bin] ?? 0) + amount;
      };
      add(lower, share * (1 - towardsNext));
      add(lower + 1, share * towardsNext);
    }
  return histograms.map(Math.sqrt);
}
