import type { Grid } from './grid.ts';

/**
 * Resizes a grid of vectors by adaptive average pooling ("area"): target cell i averages source cells floor(i n / m) ..
 * ceil((i + 1) n / m). This also defines enlargement.
 * @param values [from.rows, from.columns, channels].
 * @returns [to.rows, to.columns, channels].
 */
export function poolArea(values: Float32Array, from: Grid, to: Grid, channels: number): Float32Array {
  const output = new Float32Array(to.rows * to.columns * channels);
  const sums = new Float64Array(channels);
  for (let row = 0; row < to.rows; row++) {
    const top = Math.floor((row * from.rows) / to.rows);
    const bottom = Math.ceil(((row + 1) * from.rows) / to.rows);
    for (let column = 0; column < to.columns; column++) {
      const left = Math.floor((column * from.columns) / to.columns);
      const right = Math.ceil(((column + 1) * from.columns) / to.columns);
      sums.fill(0);
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const start = (y * from.columns + x) * channels;
          for (let channel = 0; channel < channels; channel++)
            sums[channel] = (sums[channel] ?? 0) + (values[start + channel] ?? 0);
        }
      }
      const start = (row * to.columns + column) * channels;
      const area = (bottom - top) * (right - left);
      for (let channel = 0; channel < channels; channel++)
        output[start + channel] = (sums[channel] ?? 0) / area;
    }
  }
  return output;
}

/** Planar [channels, cells] to interleaved [cells, channels]. */
export function interleave(planar: Float32Array, channels: number): Float32Array {
  const cells = planar.length / channels;
  const output = new Float32Array(planar.length);
  for (let channel = 0; channel < channels; channel++)
    for (let cell = 0; cell < cells; cell++)
      output[cell * channels + channel] = planar[channel * cells + cell] ?? 0;
  return output;
}
