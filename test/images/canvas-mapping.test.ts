import { describe, expect, it } from 'vitest';
import {
  canvasAround,
  containedSize,
  cropAt,
  grownSize,
  growthToAspectRatio,
  mapToCanvas,
  workingSize,
} from '../../src/images/canvas/canvas-mapping.ts';

const model = { stride: 8, trainedSide: 128, longestSide: 512 };

describe('the size a picture is worked on at', () => {
  it('is its own from half to twice the trained side', () => {
    for (const size of [
      { width: 64, height: 64 },
      { width: 128, height: 100 },
      { width: 256, height: 256 },
    ])
      expect(workingSize(size, model)).toEqual(size);
  });

  it('is that of the trained area for larger and smaller pictures, at the same aspect ratio', () => {
    expect(workingSize({ width: 4000, height: 3000 }, model)).toEqual({ width: 148, height: 111 });
    expect(workingSize({ width: 1, height: 1 }, model)).toEqual({ width: 128, height: 128 });
    expect(workingSize({ width: 30, height: 20 }, model)).toEqual({ width: 157, height: 105 });
  });

  it('never has a side longer than the model allows, nor of less than a pixel', () => {
    expect(workingSize({ width: 30_000, height: 1 }, model)).toEqual({ width: 512, height: 1 });
  });

  it('fits into a box of any shape', () => {
    expect(containedSize({ width: 100, height: 50 }, { width: 64, height: 64 })).toEqual({
      width: 64,
      height: 32,
    });
  });
});

describe('a source in its canvas', () => {
  it('is padded at the right and at the bottom to whole tokens, which are cut off again', () => {
    const size = { width: 100, height: 75 };
    const canvas = canvasAround(size, 8);
    expect(canvas).toEqual({ width: 104, height: 80 });
    const mapping = mapToCanvas(size, size, canvas);
    expect(mapping.source).toEqual({ left: 0, top: 0, width: 100, height: 75 });
    expect(mapping.crop).toEqual(mapping.source);
  });

  it('returns the same part of every scale, at least a pixel of it', () => {
    const size = { width: 100, height: 75 };
    const mapping = mapToCanvas(size, size, { width: 104, height: 80 });
    expect(cropAt(mapping, { width: 104, height: 80 })).toEqual(mapping.crop);
    expect(cropAt(mapping, { width: 48, height: 40 })).toEqual({ left: 0, top: 0, width: 46, height: 38 });
    expect(cropAt(mapping, { width: 8, height: 8 })).toEqual({ left: 0, top: 0, width: 8, height: 8 });
    const sliver = mapToCanvas(
      { width: 512, height: 1 },
      { width: 512, height: 1 },
      { width: 512, height: 8 },
    );
    expect(cropAt(sliver, { width: 8, height: 8 }).height).toBe(1);
  });

  it('lies inside its growth, resized with it', () => {
    const growth = { left: 100, top: 0, right: 0, bottom: 50 };
    const size = { width: 100, height: 150 };
    expect(grownSize(size, growth)).toEqual({ width: 200, height: 200 });
    const mapping = mapToCanvas(size, { width: 128, height: 128 }, { width: 128, height: 128 }, growth);
    expect(mapping.source).toEqual({ left: 64, top: 0, width: 64, height: 96 });
    expect(mapping.crop).toEqual({ left: 0, top: 0, width: 128, height: 128 });
  });

  it('keeps at least a pixel however much grows around it', () => {
    const growth = { left: 10_000, top: 0, right: 10_000, bottom: 0 };
    const { source } = mapToCanvas(
      { width: 1, height: 1 },
      { width: 512, height: 8 },
      { width: 512, height: 8 },
      growth,
    );
    expect(source.width).toBeGreaterThanOrEqual(1);
    expect(source.left + source.width).toBeLessThanOrEqual(512);
  });
});

describe('growing to an aspect ratio', () => {
  const size = { width: 100, height: 100 };

  it('grows in one direction, around the anchor', () => {
    expect(growthToAspectRatio(size, 2, { x: 0.5, y: 0.5 })).toEqual({
      left: 50,
      top: 0,
      right: 50,
      bottom: 0,
    });
    expect(growthToAspectRatio(size, 2, { x: 0, y: 0 })).toEqual({ left: 0, top: 0, right: 100, bottom: 0 });
    expect(growthToAspectRatio(size, 0.5, { x: 0, y: 1 })).toEqual({
      left: 0,
      top: 100,
      right: 0,
      bottom: 0,
    });
  });

  it('does nothing when the picture has it already', () => {
    expect(growthToAspectRatio(size, 1, { x: 0.5, y: 0.5 })).toEqual({
      left: 0,
      top: 0,
      right: 0,
      bottom: 0,
    });
  });
});
