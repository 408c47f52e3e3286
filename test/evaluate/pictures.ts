import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';

/** A disc of one colour on white. */
export function disc(side: number, radius: number, colour: readonly [number, number, number]): RgbImage {
  const data = new Uint8Array(side * side * 3).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (Math.hypot(x - side / 2 + 0.5, y - side / 2 + 0.5) < radius * side)
        data.set(colour, 3 * (y * side + x));
  return { width: side, height: side, data };
}
