import { describe, expect, it } from 'vitest';
import { boxMask, randomBox } from '../../models/evaluate/editing/random-box.ts';
import { filledWithMean, psnrInside, steps } from '../../models/evaluate/editing/region.ts';

const size = { width: 128, height: 96 };

describe('a random box', () => {
  it('covers 10 to 40 % of the picture, inside it', () => {
    for (let seed = 0; seed < 200; seed++) {
      const box = randomBox(size, seed);
      const share = (box.width * box.height) / (size.width * size.height);
      expect(share).toBeGreaterThan(0.09);
      expect(share).toBeLessThan(0.41);
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.left + box.width).toBeLessThanOrEqual(size.width);
      expect(box.top + box.height).toBeLessThanOrEqual(size.height);
    }
  });

  it('is decided by its seed', () => {
    expect(randomBox(size, 3)).toEqual(randomBox(size, 3));
    expect(randomBox(size, 3)).not.toEqual(randomBox(size, 4));
  });
});

describe('measures of a region', () => {
  const box = { left: 10, top: 20, width: 30, height: 40 };
  const mask = boxMask(size, box);
  /** Red everywhere, and in the box as bright as `inside`. */
  const picture = (inside: number) => ({
    ...size,
    data: Uint8Array.from({ length: mask.length * 3 }, (_, i) =>
      mask[Math.floor(i / 3)] === 255 ? inside : i % 3 === 0 ? 200 : 0,
    ),
  });

  it('compare pictures inside the mask only', () => {
    expect(psnrInside(picture(100), picture(90), mask)).toBeCloseTo(20 * Math.log10(255 / 10));
    expect(psnrInside(picture(100), picture(100), mask)).toBe(Number.POSITIVE_INFINITY);
  });

  it('fill a hole with the mean colour of the rest', () => {
    const { data } = filledWithMean(picture(255), mask);
    const start = (box.top * size.width + box.left) * 3;
    expect([...data.subarray(start, start + 3)]).toEqual([200, 0, 0]);
  });

  it('tell steps across the edge of the mask from those inside', () => {
    const { across, inside } = steps(picture(50), mask);
    expect(across).toBeCloseTo((150 + 50 + 50) / 3);
    expect(inside).toBe(0);
  });
});
