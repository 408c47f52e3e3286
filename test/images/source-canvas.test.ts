import { describe, expect, it } from 'vitest';
import { mapToCanvas } from '../../src/images/canvas/canvas-mapping.ts';
import {
  cropPixels,
  maskAroundSource,
  paintCanvas,
  paintMask,
  resizeMask,
} from '../../src/images/canvas/source-canvas.ts';

const source = { width: 10, height: 6, data: Uint8Array.from({ length: 180 }, (_, i) => (i * 29) % 256) };
const pixel = (picture: { width: number; data: Uint8Array }, x: number, y: number) => [
  ...picture.data.subarray((y * picture.width + x) * 3, (y * picture.width + x) * 3 + 3),
];

describe('a source painted into its canvas', () => {
  const padded = mapToCanvas(source, source, { width: 16, height: 8 });

  it('keeps its pixels, and its edges go on to those of the canvas', async () => {
    const canvas = await paintCanvas(source, padded);
    expect([canvas.width, canvas.height]).toEqual([16, 8]);
    expect(pixel(canvas, 3, 2)).toEqual(pixel(source, 3, 2));
    expect(pixel(canvas, 15, 2)).toEqual(pixel(source, 9, 2));
    expect(pixel(canvas, 4, 7)).toEqual(pixel(source, 4, 5));
    expect(pixel(canvas, 15, 7)).toEqual(pixel(source, 9, 5));
  });

  it('comes back exactly when the padding is cut off', async () => {
    expect(cropPixels(await paintCanvas(source, padded), padded.crop).data).toEqual(source.data);
  });

  it('lies where its growth puts it, and everything else is to be made', async () => {
    const growth = { left: 4, top: 0, right: 2, bottom: 2 };
    const grown = mapToCanvas(source, { width: 16, height: 8 }, { width: 16, height: 8 }, growth);
    expect(pixel(await paintCanvas(source, grown), 4, 0)).toEqual(pixel(source, 0, 0));
    const mask = maskAroundSource(grown);
    const kept = [...mask].filter(value => value === 0).length;
    expect(kept).toBe(10 * 6);
    expect(mask[3]).toBe(255);
    expect(mask[4]).toBe(0);
  });
});

describe('a mask painted into a canvas', () => {
  it('is resized to the source, and goes on into the padding as the source does', async () => {
    const mask = { width: 5, height: 3, data: new Uint8Array(15).fill(255).fill(0, 0, 5) };
    const painted = await paintMask(mask, mapToCanvas(source, source, { width: 16, height: 8 }));
    expect(painted.length).toBe(16 * 8);
    expect([painted[0], painted[15], painted[7 * 16], painted[7 * 16 + 15]]).toEqual([0, 0, 255, 255]);
  });

  it('that is full covers the canvas, so that nothing of the source is left in the padding', async () => {
    const mask = { width: 10, height: 6, data: new Uint8Array(60).fill(255) };
    const painted = await paintMask(mask, mapToCanvas(source, source, { width: 16, height: 8 }));
    expect(painted.every(value => value === 255)).toBe(true);
  });

  it('has one byte a pixel at every size, and no overshoot', async () => {
    const mask = { width: 4, height: 1, data: Uint8Array.of(0, 0, 255, 255) };
    const resized = await resizeMask(mask, { width: 16, height: 2 });
    expect(resized.length).toBe(32);
    expect([resized[0], resized[15]]).toEqual([0, 255]);
    const row = [...resized.subarray(0, 16)];
    expect(row).toEqual([...row].sort((a, b) => a - b));
  });
});
