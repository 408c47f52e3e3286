import { expect, test } from 'vitest';
import { poolArea } from '../../src/flexvar/area-pooling.ts';
import { resizeBicubic } from '../../src/flexvar/bicubic.ts';
import { PositionTable } from '../../src/flexvar/position-table.ts';

const power = (length: number, exponent: number) => Float32Array.from({ length }, (_, i) => i ** exponent);

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 4);
}

// The expected numbers are those of torch.nn.functional.interpolate, modes bicubic and area.

test('bicubic enlargement', () => {
  const resized = resizeBicubic(power(6, 1.5), { rows: 2, columns: 3 }, { rows: 3, columns: 5 }, 1);
  expectClose(
    resized,
    [
      -0.53202, -0.24701, 0.39236, 1.50026, 2.2677, 2.41549, 3.15571, 4.5, 6.16962, 7.24481, 5.36301, 6.55842,
      8.60764, 10.83898, 12.22191,
    ],
  );
});

test('bicubic reduction', () => {
  const resized = resizeBicubic(power(25, 1.3), { rows: 5, columns: 5 }, { rows: 2, columns: 3 }, 1);
  expectClose(resized, [5.48744, 8.9205, 12.80361, 39.52179, 44.88817, 50.41058]);
});

test('bicubic resizing treats channels apart and keeps a grid of the same size', () => {
  const grid = { rows: 3, columns: 4 };
  const values = power(24, 1.1);
  expect(resizeBicubic(values, grid, grid, 2)).toEqual(values);
  const larger = { rows: 5, columns: 7 };
  const both = resizeBicubic(values, grid, larger, 2);
  const second = resizeBicubic(
    values.filter((_, i) => i % 2 === 1),
    grid,
    larger,
    1,
  );
  expect(both.filter((_, i) => i % 2 === 1)).toEqual(second);
});

test('area pooling, reduced and enlarged', () => {
  const values = power(25, 1.3);
  const from = { rows: 5, columns: 5 };
  expectClose(
    poolArea(values, from, { rows: 2, columns: 3 }, 1),
    [10.3185, 13.47982, 16.92071, 35.76182, 40.24235, 44.82511],
  );
  expectClose(
    poolArea(values, from, { rows: 7, columns: 4 }, 1),
    [
      0.5, 1.73114, 3.31673, 5.11702, 4.84348, 6.57061, 8.52788, 10.6403, 15.22776, 17.67347, 20.20745,
      22.82256, 21.26856, 23.93687, 26.67587, 29.48153, 28.27391, 31.10116, 33.99119, 36.94088, 43.00845,
      46.12167, 49.28509, 52.4969, 50.73766, 53.97787, 57.26366, 60.59357,
    ],
  );
});

test('the position table is pooled channel by channel', () => {
  const table = new PositionTable(Float32Array.of(1, 2, 3, 4, 10, 20, 30, 40), 2, 2);
  expect([...table.at({ rows: 1, columns: 1 })]).toEqual([2.5, 25]);
  expect([...table.at({ rows: 1, columns: 2 })]).toEqual([2, 20, 3, 30]);
});
