import { describe, expect, test } from 'vitest';
import type { CoverageMap } from '../../src/flexvar/cell-mask.ts';
import {
  branchOfEdit,
  branchSchedule,
  forceScales,
  inpaintScales,
  leadingScales,
  nativeFidelity,
} from '../../src/flexvar/edit-scales.ts';
import { forcing } from '../../src/flexvar/forced-scale.ts';
import type { Grid } from '../../src/flexvar/grid.ts';

const squares = (...sides: number[]): Grid[] => sides.map(side => ({ rows: side, columns: side }));
const schedule = squares(1, 2, 4);

function mask(covered: (x: number) => boolean): CoverageMap {
  return {
    width: 64,
    height: 64,
    data: Uint8Array.from({ length: 64 * 64 }, (_, i) => (covered(i % 64) ? 255 : 0)),
  };
}

const kinds = (scales: Parameters<typeof forceScales>[0]) => scales.map(scale => forcing(scale));

describe('in-painting', () => {
  test('keeps the cells outside the mask', () => {
    const scales = inpaintScales(
      schedule,
      mask(x => x >= 48),
    );
    expect(kinds(scales)).toEqual(['wholly', 'partly', 'partly']);
    expect(scales[2]?.sampled).toEqual(Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]));
  });

  test('with an empty mask forces every scale, with a full one none', () => {
    expect(
      kinds(
        inpaintScales(
          schedule,
          mask(() => false),
        ),
      ),
    ).toEqual(['wholly', 'wholly', 'wholly']);
    expect(
      inpaintScales(
        schedule,
        mask(() => true),
      ),
    ).toEqual([null, null, null]);
  });

  test('leaves scales before `fromScale` as they are, also under the mask', () => {
    expect(
      kinds(
        inpaintScales(
          schedule,
          mask(() => true),
          2,
        ),
      ),
    ).toEqual(['wholly', 'wholly', 'none']);
  });
});

test('leading scales are kept wholly, up to and with the one named', () => {
  expect(kinds(leadingScales(schedule, 1))).toEqual(['wholly', 'wholly', 'none']);
  expect(kinds(leadingScales(schedule, -1))).toEqual(['none', 'none', 'none']);
});

test('a branch of an edit keeps the edit after the scales it shares', () => {
  const edit = inpaintScales(
    schedule,
    mask(x => x >= 32),
  );
  expect(kinds(edit)).toEqual(['none', 'partly', 'partly']);
  expect(kinds(branchOfEdit(edit, 0))).toEqual(['wholly', 'partly', 'partly']);
});

test('forced cells get the tokens of their scale, and only scales with forced cells request them', () => {
  const asked: number[] = [];
  const forced = forceScales(leadingScales(schedule, 1), scale => {
    asked.push(scale);
    return Uint16Array.of(scale);
  });
  expect(asked).toEqual([0, 1]);
  expect(forced).toEqual([
    { sampled: null, tokens: Uint16Array.of(0) },
    { sampled: null, tokens: Uint16Array.of(1) },
    null,
  ]);
});

describe('the native fidelity of a source', () => {
  test.each([
    [64, 64, 2],
    [63, 64, 1],
    [64, 32, 1],
    [500, 500, 2],
    [5, 5, 0],
  ])('of %i x %i pixels is scale %i', (width, height, expected) => {
    expect(nativeFidelity(schedule, { width, height }, 16)).toBe(expected);
  });
});

describe('the schedule of a branch', () => {
  const parent = squares(1, 2, 4, 8);

  test("with the parent's own is the parent's", () => {
    for (const last of [0, 1, 2, 3]) expect(branchSchedule(parent, last, parent)).toEqual(parent);
  });

  test('takes the grids of another that refine the kept ones', () => {
    expect(branchSchedule(parent, 2, squares(1, 3, 4, 6, 12, 16))).toEqual(squares(1, 2, 4, 6, 12, 16));
  });

  test('leaves out grids with a smaller side', () => {
    const wide = [
      { rows: 1, columns: 1 },
      { rows: 3, columns: 6 },
      { rows: 4, columns: 8 },
    ];
    expect(branchSchedule(parent, 2, wide)).toEqual([...squares(1, 2, 4), { rows: 4, columns: 8 }]);
  });

  test('ends with the kept grids when nothing refines them', () => {
    expect(branchSchedule(parent, 3, squares(1, 2, 4))).toEqual(parent);
  });
});
