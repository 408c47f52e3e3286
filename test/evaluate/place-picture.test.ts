import { expect, it } from 'vitest';
import { placePicture } from '../../models/evaluate/place-picture.ts';
import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';

const black: RgbImage = { width: 256, height: 256, data: new Uint8Array(256 * 256 * 3) };

/** First and last black column and row. */
function extentOf({ width, height, data }: RgbImage) {
  const black = Array.from({ length: width * height }, (_, i) => i).filter(i => data[i * 3] === 0);
  const columns = black.map(i => i % width);
  const rows = black.map(i => Math.floor(i / width));
  return {
    columns: [Math.min(...columns), Math.max(...columns)],
    rows: [Math.min(...rows), Math.max(...rows)],
  };
}

// What models/training/data.py does: round((canvas - side) / 2), halves to the even number.
it.each([
  { width: 128, height: 128, side: 123, left: 2, top: 2 },
  { width: 96, height: 96, side: 92, left: 2, top: 2 },
  { width: 64, height: 64, side: 61, left: 2, top: 2 },
  { width: 256, height: 256, side: 246, left: 5, top: 5 },
  { width: 184, height: 88, side: 84, left: 50, top: 2 },
])('a picture is put on a $width x $height canvas where the training puts it', async expected => {
  const { width, height, side, left, top } = expected;
  const placed = await placePicture(black, width, height, 0.96);
  expect(extentOf(placed)).toEqual({
    columns: [left, left + side - 1],
    rows: [top, top + side - 1],
  });
});
