import { describe, expect, it } from 'vitest';
import { blendWeights, composite } from '../../src/images/canvas/composite.ts';

const width = 40;
const height = 8;
const source = {
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 256),
};
const generated = {
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 13 + 5) % 256),
};

/** The left half is edited. */
function leftHalf(edge: readonly number[] = []): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, position) => {
    const x = position % width;
    return x < 20 ? 255 : (edge[x - 20] ?? 0);
  });
}

describe('the feathered mask', () => {
  it('is 1 inside, exactly 0 beyond the feather, and falls in between', () => {
    const row = [...blendWeights(width, height, leftHalf(), 6).subarray(0, width)];
    expect(row.slice(0, 20).every(weight => weight === 1)).toBe(true);
    const band = row.slice(20, 26);
    expect(band.every(weight => weight > 0 && weight < 1)).toBe(true);
    expect(band).toEqual([...band].sort((a, b) => b - a));
    expect(row.slice(26).every(weight => weight === 0)).toBe(true);
  });

  it('is the mask itself without a feather, soft edges included', () => {
    const mask = leftHalf([128, 3]);
    expect([...blendWeights(width, height, mask, 0)]).toEqual([
      ...Float32Array.from(mask, value => value / 255),
    ]);
  });

  it('is nowhere below the mask', () => {
    const mask = leftHalf([200, 180, 160, 140, 120, 100, 80, 60]);
    const weights = blendWeights(width, height, mask, 3);
    for (const [position, weight] of weights.entries())
      expect(weight).toBeGreaterThanOrEqual(Math.fround((mask[position] ?? 0) / 255));
  });

  it('is 0 everywhere for an empty mask, and 1 for a full one', () => {
    expect(new Set(blendWeights(width, height, new Uint8Array(width * height), 9))).toEqual(new Set([0]));
    expect(new Set(blendWeights(width, height, new Uint8Array(width * height).fill(255), 9))).toEqual(
      new Set([1]),
    );
  });
});

describe('a composite', () => {
  it('has the source exactly outside the feather and the generated picture exactly inside the mask', () => {
    const weights = blendWeights(width, height, leftHalf(), 4);
    const { data } = composite(source, generated, weights);
    for (const [position, weight] of weights.entries()) {
      const pixel = data.subarray(position * 3, position * 3 + 3);
      if (weight === 0) expect(pixel).toEqual(source.data.subarray(position * 3, position * 3 + 3));
      if (weight === 1) expect(pixel).toEqual(generated.data.subarray(position * 3, position * 3 + 3));
    }
  });

  it('refuses pictures of different sizes', () => {
    expect(() => composite(source, { ...generated, width: 39 }, new Float32Array(width * height))).toThrow(
      'do not fit',
    );
  });
});
