/** 8-bit interleaved RGB. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Planar RGB in [-1, 1] (clamped) -> 8-bit interleaved. */
export function toRgbImage(planar: Float32Array, width: number, height: number): RgbImage {
  const pixels = width * height;
  // The clamped array rounds to nearest and clamps to 0 .. 255.
  const data = new Uint8ClampedArray(pixels * 3);
  for (let channel = 0; channel < 3; channel++)
    for (let pixel = 0; pixel < pixels; pixel++)
      data[pixel * 3 + channel] = ((planar[channel * pixels + pixel] ?? 0) + 1) * 127.5;
  return { width, height, data: new Uint8Array(data.buffer) };
}

/** 8-bit interleaved -> planar RGB in [-1, 1]. */
export function fromRgbImage({ width, height, data }: RgbImage): Float32Array {
  const pixels = width * height;
  if (data.length !== pixels * 3)
    throw new RangeError(`an RGB image of ${width} x ${height} does not have ${data.length} bytes`);
  const planar = new Float32Array(pixels * 3);
  for (let channel = 0; channel < 3; channel++)
    for (let pixel = 0; pixel < pixels; pixel++)
      planar[channel * pixels + pixel] = (data[pixel * 3 + channel] ?? 0) / 127.5 - 1;
  return planar;
}
