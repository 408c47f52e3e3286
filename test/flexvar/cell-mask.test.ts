import { describe, expect, test } from 'vitest';
import { type CoverageMap, sampledMasks } from '../../src/flexvar/cell-mask.ts';
import type { Grid } from '../../src/flexvar/grid.ts';

const square = (side: number): Grid => ({ rows: side, columns: side });
const schedule = [1, 2, 4, 8].map(square);

/** A map of 128 x 128 pixels, or of another size, from a function of the pixel. */
function coverage(
  valueAt: (x: number, y: number) => number,
  { width, height } = { width: 128, height: 128 },
): CoverageMap {
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    valueAt(i % width, Math.floor(i / width)),
  );
  return { width, height, data };
}

/** Rows of a mask, '.' kept and '#' edited. */
function drawn(sampled: Uint8Array | undefined, { rows, columns }: Grid): string[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(sampled?.subarray(row * columns, (row + 1) * columns) ?? [], cell =>
      cell === 0 ? '.' : '#',
    ).join(''),
  );
}

const draw = (map: CoverageMap, grids = schedule) =>
  sampledMasks(map, grids).map((sampled, index) => drawn(sampled, grids[index] ?? square(0)));

describe('at every scale', () => {
  test('an empty mask keeps every cell', () => {
    const masks = sampledMasks(
      coverage(() => 0),
      schedule,
    );
    expect(masks.map(cells => cells.length)).toEqual([1, 4, 16, 64]);
    expect(masks.every(cells => cells.every(cell => cell === 0))).toBe(true);
  });

  test('a full mask keeps none', () => {
    const masks = sampledMasks(
      coverage(() => 255),
      schedule,
    );
    expect(masks.every(cells => cells.every(cell => cell === 1))).toBe(true);
  });

  test('a box of whole cells is itself, and counts at coarser scales where it covers half', () => {
    const box = coverage((x, y) => (x >= 64 && y < 96 ? 255 : 0));
    expect(draw(box)).toEqual([
      ['.'],
      ['.#', '.#'],
      ['..##', '..##', '..##', '....'],
      [...Array.from({ length: 6 }, () => '....####'), '........', '........'],
    ]);
  });
});

test('one pixel edits one cell of the finest scale and nothing else', () => {
  expect(draw(coverage((x, y) => (x === 17 && y === 127 ? 255 : 0)))).toEqual([
    ['.'],
    ['..', '..'],
    ['....', '....', '....', '....'],
    [...Array.from({ length: 7 }, () => '........'), '.#......'],
  ]);
});

describe('a soft edge', () => {
  test('counts by its mean at coarse scales and wherever it is at the finest', () => {
    const grids = [square(1), { rows: 1, columns: 4 }, { rows: 1, columns: 8 }];
    const size = { width: 128, height: 16 };
    const ramp = coverage(x => Math.round(x < 32 ? 255 : Math.max(0, 255 - (x - 32) * 4)), size);
    // The ramp reaches zero at pixel 96; its mean is 193 in the second quarter, 65 in the third and 128 in all.
    expect(draw(ramp, grids)).toEqual([['#'], ['##..'], ['######..']]);
  });

  test('of half coverage is edited at exactly the threshold', () => {
    const [coarse] = sampledMasks({ width: 2, height: 1, data: Uint8Array.of(255, 0) }, [
      square(1),
      square(2),
    ]);
    expect(coarse).toEqual(Uint8Array.of(1));
  });

  test('below one step of eight bits is nothing', () => {
    const data = new Float32Array(128 * 128).fill(0.99);
    expect(
      sampledMasks({ width: 128, height: 128, data }, schedule).flatMap(cells => [...cells]),
    ).not.toContain(1);
    data[0] = 1;
    expect(sampledMasks({ width: 128, height: 128, data }, schedule).at(-1)?.[0]).toBe(1);
  });
});

test('grids that are not square map rows to height and columns to width', () => {
  const grids = [square(1), { rows: 2, columns: 3 }, { rows: 3, columns: 5 }];
  const corner = coverage((x, y) => (x >= 48 && y < 16 ? 255 : 0), { width: 80, height: 48 });
  expect(draw(corner, grids)).toEqual([['.'], ['..#', '...'], ['...##', '.....', '.....']]);
});

describe('a canvas that is not a whole number of cells', () => {
  const size = { width: 10, height: 7 };

  test('gives a pixel to every cell it lies in at the finest scale', () => {
    const grids = [square(1), { rows: 2, columns: 4 }];
    // Cells are 2.5 x 3.5 pixels: pixel (2, 3) lies in four of them.
    expect(
      draw(
        coverage((x, y) => (x === 2 && y === 3 ? 255 : 0), size),
        grids,
      )[1],
    ).toEqual(['##..', '##..']);
  });

  test('shares it out by area at coarser ones', () => {
    const grids = [{ rows: 1, columns: 4 }, square(8)];
    // Columns 0 and 1 whole and half of column 2 are the first cell, so 2 of 2.5 columns cover it.
    expect(
      draw(
        coverage(x => (x < 2 ? 255 : 0), size),
        grids,
      )[0],
    ).toEqual(['#...']);
    // Column 2 alone covers a fifth of each of its two cells.
    expect(
      draw(
        coverage(x => (x === 2 ? 255 : 0), size),
        grids,
      )[0],
    ).toEqual(['....']);
    // Columns 1 to 3 cover 1.5 of 2.5 columns in both.
    expect(
      draw(
        coverage(x => (x >= 1 && x <= 3 ? 255 : 0), size),
        grids,
      )[0],
    ).toEqual(['##..']);
  });
});

test('data that are not of the given size are refused', () => {
  expect(() => sampledMasks({ width: 4, height: 4, data: new Uint8Array(15) }, schedule)).toThrow(RangeError);
});
