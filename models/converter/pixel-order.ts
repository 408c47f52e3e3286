/**
 * Input channels of a 3x3 convolution behind a pixel-unshuffle, in two orders: PixelUnshuffle's (channel, row, column) and
 * SpaceToDepth's (row, column, channel).
 */

const taps = 9;

/** From PixelUnshuffle's order, which checkpoints have, to SpaceToDepth's, which graphs have. */
export function toSpaceToDepthOrder(values: Float32Array, factor: number): Float32Array {
  const result = new Float32Array(values.length);
  for (const [unshuffled, spaced] of sameTaps(values.length, factor))
    result.set(values.subarray(unshuffled, unshuffled + taps), spaced);
  return result;
}

/** And back. */
export function toPixelUnshuffleOrder(values: Float32Array, factor: number): Float32Array {
  const result = new Float32Array(values.length);
  for (const [unshuffled, spaced] of sameTaps(values.length, factor))
    result.set(values.subarray(spaced, spaced + taps), unshuffled);
  return result;
}

/** Where the taps of one filter and channel begin in either order. */
function* sameTaps(length: number, factor: number): Generator<readonly [unshuffled: number, spaced: number]> {
  const cells = factor * factor;
  const inputs = 3 * cells;
  for (let filter = 0; filter < length / (inputs * taps); filter++)
    for (let channel = 0; channel < 3; channel++)
      for (let cell = 0; cell < cells; cell++)
        yield [
          (filter * inputs + channel * cells + cell) * taps,
          (filter * inputs + cell * 3 + channel) * taps,
        ];
}
