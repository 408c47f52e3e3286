import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { MaskPolarity } from '../../src/images/canvas/mask-polarity.ts';
import { InvalidPictureError } from '../../src/images/intake/invalid-picture-error.ts';
import { PictureFile } from '../../src/images/intake/picture-file.ts';
import { maskWarnings, readMask } from '../../src/images/intake/read-mask.ts';
import { tiffOfSamples } from './tiff-of-samples.ts';

type Pixel = readonly [grey: number, alpha: number];

/** A PNG whose pixel at (x, y) is what `pixel` says. */
async function maskFile(
  width: number,
  height: number,
  pixel: (x: number, y: number) => Pixel,
  alpha = true,
): Promise<PictureFile> {
  const data = Uint8Array.from({ length: width * height * 2 }, (_, i) => {
    const position = i >> 1;
    return pixel(position % width, Math.floor(position / width))[i & 1] ?? 0;
  });
  const picture = sharp(data, { raw: { width, height, channels: 2 } }).toColourspace('b-w');
  return PictureFile.open(await (alpha ? picture : picture.removeAlpha()).png().toBuffer());
}

/** White, black, and half of each, opaque; then white and black, transparent. */
const palette: readonly Pixel[] = [
  [255, 255],
  [0, 255],
  [128, 255],
  [255, 0],
  [0, 0],
];

describe('a mask of the size of its source', () => {
  it.each<[MaskPolarity, number[]]>([
    ['WHITE_IS_EDIT', [255, 0, 128, 0, 0]],
    ['BLACK_IS_EDIT', [0, 255, 127, 0, 0]],
    ['TRANSPARENT_IS_EDIT', [0, 0, 0, 255, 255]],
    ['OPAQUE_IS_EDIT', [255, 255, 255, 0, 0]],
  ])('means with %s exactly what its pixels say', async (polarity, expected) => {
    const file = await maskFile(5, 1, x => palette[x] ?? [0, 0]);
    expect([...(await readMask(file, polarity, file)).data]).toEqual(expected);
  });

  it('keeps every step of a soft edge', async () => {
    const file = await maskFile(256, 1, x => [x, 255]);
    expect([...(await readMask(file, 'WHITE_IS_EDIT', file)).data]).toEqual([...new Array(256).keys()]);
  });

  it.each<MaskPolarity>(['TRANSPARENT_IS_EDIT', 'OPAQUE_IS_EDIT'])(
    'is refused for %s when it has no alpha channel',
    async polarity => {
      const file = await maskFile(4, 4, () => [255, 255], false);
      const reading = readMask(file, polarity, file);
      await expect(reading).rejects.toThrow(InvalidPictureError);
      await expect(reading).rejects.toMatchObject({
        given: 'a PNG file without an alpha channel',
        allowed: `a picture with an alpha channel for ${polarity}`,
      });
    },
  );
});

/** A PNG of grey samples, [height, width], of 8 or 16 bits. */
async function greyFile(width: number, samples: readonly number[], bits: 8 | 16 = 8): Promise<PictureFile> {
  const data = bits === 8 ? Uint8Array.from(samples) : Uint16Array.from(samples);
  const raw = { width, height: samples.length / width, channels: 1 } as const;
  const picture = sharp(data, { raw }).toColourspace(bits === 8 ? 'b-w' : 'grey16');
  return PictureFile.open(await picture.png().toBuffer());
}

describe('a mask whose values are not from 0 to 255', () => {
  const onesAndZeros = [0, 1, 1, 0];

  it.each<[string, () => Promise<PictureFile>, string]>([
    ['0 and 1', () => greyFile(4, onesAndZeros), '0 and 1'],
    ['0 and 1 with 16 bits', () => greyFile(4, onesAndZeros, 16), '0 and 1'],
    ['0 to 255 with 16 bits', () => greyFile(4, [0, 255, 255, 0], 16), '16 bits'],
    [
      '0 and 1 in a palette',
      async () => {
        const rgb = onesAndZeros.flatMap(value => [value, value, value]);
        const picture = sharp(Uint8Array.from(rgb), { raw: { width: 4, height: 1, channels: 3 } });
        return PictureFile.open(await picture.png({ palette: true, colours: 2 }).toBuffer());
      },
      '0 and 1',
    ],
    [
      '0 and 1 as floating-point numbers',
      () => PictureFile.open(tiffOfSamples(Float32Array.from(onesAndZeros), 4, 1)),
      'floating-point',
    ],
  ])('but %s is read as what it means, with a warning', async (_, open, warning) => {
    const file = await open();
    const white = await readMask(file, 'WHITE_IS_EDIT', file);
    expect([...white.data]).toEqual([0, 255, 255, 0]);
    expect(white.warnings).toEqual([expect.stringContaining(warning)]);
    const black = await readMask(file, 'BLACK_IS_EDIT', file);
    expect([...black.data]).toEqual([255, 0, 0, 255]);
    expect(black.warnings).toEqual(white.warnings);
  });

  it('but 0 and 1 in the alpha channel is read as transparent and opaque', async () => {
    const file = await maskFile(4, 1, x => [0, onesAndZeros[x] ?? 0]);
    const { data, warnings } = await readMask(file, 'TRANSPARENT_IS_EDIT', file);
    expect([...data]).toEqual([255, 0, 0, 255]);
    expect(warnings).toEqual([expect.stringContaining('0 and 1')]);
  });

  it('loses nothing of a thin line of ones when it shrinks', async () => {
    const file = await greyFile(
      400,
      Array.from({ length: 400 * 4 }, (_, place) => (place % 400 === 200 ? 1 : 0)),
    );
    const { data } = await readMask(file, 'WHITE_IS_EDIT', { width: 10, height: 1 });
    expect([...data].filter(value => value > 0)).not.toEqual([]);
  });

  it('is read as is if a single point is white', async () => {
    const file = await greyFile(
      100,
      Array.from({ length: 1e4 }, (_, place) => (place === 5050 ? 255 : 0)),
    );
    const { data, warnings } = await readMask(file, 'WHITE_IS_EDIT', { width: 10, height: 10 });
    expect(Math.max(...data)).toBeLessThan(16);
    expect(warnings).not.toContainEqual(expect.stringContaining('read as'));
  });
});

describe('a mask that edits nothing, everything, or all of it a little', () => {
  it.each<[readonly number[], MaskPolarity, readonly string[]]>([
    [[0, 0], 'WHITE_IS_EDIT', ['The mask marks nothing']],
    [[255, 255], 'WHITE_IS_EDIT', ['The mask marks everything']],
    [[0, 0], 'BLACK_IS_EDIT', ['The mask marks everything']],
    [[1, 1], 'WHITE_IS_EDIT', ['only the values 0 and 1', 'The mask marks everything']],
    [[0, 5], 'WHITE_IS_EDIT', ['from 0 to 5 of 255']],
    [[100, 200], 'BLACK_IS_EDIT', ['from 55 to 155 of 255']],
    [[4, 250], 'WHITE_IS_EDIT', []],
  ])('of %j with %s says so', async (samples, polarity, expected) => {
    const file = await greyFile(2, samples);
    const { warnings } = await readMask(file, polarity, file);
    expect(warnings).toEqual(expected.map(text => expect.stringContaining(text)));
  });
});

describe('a mask of another size', () => {
  it('is stretched over the source, without overshoot', async () => {
    const file = await maskFile(8, 2, x => [x < 4 ? 0 : 255, 255]);
    const { data } = await readMask(file, 'WHITE_IS_EDIT', { width: 32, height: 5 });
    expect(data.length).toBe(32 * 5);
    expect([data[0], data[31]]).toEqual([0, 255]);
    const row = [...data.subarray(0, 32)];
    expect(row).toEqual(row.toSorted((a, b) => a - b));
  });

  it.each([
    ['empty', 0, 0],
    ['full', 255, 255],
  ])('stays %s', async (_, grey, edited) => {
    for (const [width, height] of [
      [1, 1],
      [3000, 10],
      [64, 64],
    ] as const) {
      const file = await maskFile(width, height, () => [grey, 255]);
      const { data } = await readMask(file, 'WHITE_IS_EDIT', { width: 48, height: 40 });
      expect(new Set(data)).toEqual(new Set([edited]));
    }
  });

  it('keeps a single pixel, however much it shrinks', async () => {
    for (const at of [0, 1, 1499, 1500, 2999]) {
      const file = await maskFile(3000, 2000, (x, y) => [x === at && y === 777 ? 255 : 0, 255]);
      const { data } = await readMask(file, 'WHITE_IS_EDIT', { width: 48, height: 32 });
      const edited = [...data.entries()].filter(([, value]) => value > 0).map(([position]) => position);
      expect(edited.length).toBeGreaterThan(0);
      const expected = Math.floor(777 / 62.5) * 48 + Math.floor(at / 62.5);
      expect(edited).toContain(expected);
    }
  });
});

describe('a warning', () => {
  it('is given of a mask of another shape, and of no other', () => {
    const source = { width: 300, height: 200 };
    expect(maskWarnings({ width: 150, height: 100 }, source)).toEqual([]);
    expect(maskWarnings({ width: 101, height: 67 }, source)).toEqual([]);
    expect(maskWarnings({ width: 100, height: 100 }, source)).toEqual([
      'The mask of 100 x 100 was stretched to the source of 300 x 200; their aspect ratios differ.',
    ]);
  });
});
