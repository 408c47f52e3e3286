import type { Grid } from './grid.ts';

/** Keys' kernel parameter as the model was trained with. */
const a = -0.75;

/** The four source lines of each target line, and their weights. */
interface Taps {
  readonly index: Int32Array;
  readonly weight: Float64Array;
}

/** Filter taps for resizing `from` to `to` samples: half-pixel centres, repeated edges, no antialiasing. */
function cubicTaps(from: number, to: number): Taps {
  const index = new Int32Array(to * 4);
  const weight = new Float64Array(to * 4);
  for (let target = 0; target < to; target++) {
    const position = ((target + 0.5) * from) / to - 0.5;
    const first = Math.floor(position);
    const t = position - first;
    for (let tap = 0; tap < 4; tap++) {
      index[target * 4 + tap] = Math.min(Math.max(first - 1 + tap, 0), from - 1);
      weight[target * 4 + tap] = cubicWeight(Math.abs(tap - 1 - t));
    }
  }
  return { index, weight };
}

function cubicWeight(distance: number): number {
  return distance <= 1
    ? ((a + 2) * distance - (a + 3)) * distance * distance + 1
    : ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a;
}

/**
 * Resizes a grid of vectors by bicubic interpolation.
 * @param values [from.rows, from.columns, channels].
 * @returns [to.rows, to.columns, channels].
 */
export function resizeBicubic(values: Float32Array, from: Grid, to: Grid, channels: number): Float32Array {
  const across = cubicTaps(from.columns, to.columns);
  const down = cubicTaps(from.rows, to.rows);
  const wide = resizeLines(values, from.rows, from.columns * channels, channels, across);
  // The vertical pass is the same operation on one line of `rows` samples, each a whole row of vectors.
  return resizeLines(wide, 1, wide.length, to.columns * channels, down);
}

/** Interpolates within each of `lines` lines of `lineLength` numbers, in samples of `sampleLength` numbers. */
function resizeLines(
  values: Float32Array,
  lines: number,
  lineLength: number,
  sampleLength: number,
  { index, weight }: Taps,
): Float32Array {
  const samples = index.length / 4;
  const output = new Float32Array(lines * samples * sampleLength);
  for (let line = 0; line < lines; line++) {
    const lineStart = line * lineLength;
    for (let sample = 0; sample < samples; sample++) {
      const start = (line * samples + sample) * sampleLength;
      for (let offset = 0; offset < sampleLength; offset++) {
        let sum = 0;
        for (let tap = sample * 4; tap < sample * 4 + 4; tap++)
          sum += (weight[tap] ?? 0) * (values[lineStart + (index[tap] ?? 0) * sampleLength + offset] ?? 0);
        output[start + offset] = sum;
      }
    }
  }
  return output;
}
