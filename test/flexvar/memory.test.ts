import { describe, expect, test } from 'vitest';
import { tokenCount } from '../../src/flexvar/grid.ts';
import { cacheBytes, peakBytes, rowsAtOnce } from '../../src/flexvar/memory.ts';

describe('the memory of pictures', () => {
  /** The bundled model. */
  const model = { depth: 5, width: 320, heads: 5, stretches: true };
  const large = [1, 2, 3, 4, 6, 10, 13, 16, 23, 32, 45, 64].map(side => ({ rows: side, columns: side }));

  test('is as measured: 107 MB of keys and values of a picture of 512 px', () => {
    expect((2 * cacheBytes(model, tokenCount(large.slice(0, -1)))) / 1e6).toBeCloseTo(107, 0);
  });

  test('of attention to all cells at once grows with their square', () => {
    const whole = { ...model, stretches: false };
    expect(peakBytes(whole, large, 2) - peakBytes(model, large, 2)).toBeGreaterThan(600e6);
  });

  test('bounds how many rows go through the blocks together, and one always does', () => {
    expect(rowsAtOnce(model, 32, { cells: 16, attended: 30 })).toBe(32);
    expect(rowsAtOnce(model, 32, { cells: 256, attended: 591 })).toBeLessThan(32);
    expect(rowsAtOnce(model, 32, { cells: 4096, attended: 8265 })).toBe(1);
  });
});
