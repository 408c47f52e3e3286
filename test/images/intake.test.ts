import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { firstGifFrame } from '../../src/images/intake/first-gif-frame.ts';
import { firstTiffPage } from '../../src/images/intake/first-tiff-page.ts';
import { firstWebpFrame } from '../../src/images/intake/first-webp-frame.ts';
import { InvalidPictureError } from '../../src/images/intake/invalid-picture-error.ts';
import { PictureFile } from '../../src/images/intake/picture-file.ts';
import { avifPixelsLimit, pixelsLimit, wholePixelsLimit } from '../../src/images/intake/picture-limits.ts';
import { plainJpeg } from '../../src/images/intake/plain-jpeg.ts';
import type { StillPicture } from '../../src/images/intake/still-picture.ts';
import { stillPng } from '../../src/images/intake/still-png.ts';
import {
  claimedAvif,
  claimedJpeg,
  claimedPng,
  gifOfFrames,
  jpegOfScans,
  jpegSegment,
  pngChunk,
  textBombPng,
  tiffOfPages,
  understatedAvif,
  webpChunk,
  webpOfFrames,
} from './hostile-files.ts';
import { tiffOfSamples } from './tiff-of-samples.ts';

const red = [255, 0, 0];

/** 64 x 48, red on the left half, blue on the right. */
function halves(): Sharp {
  const data = Uint8Array.from({ length: 64 * 48 * 3 }, (_, position) => {
    const blue = Math.floor(position / 3) % 64 >= 32;
    return position % 3 === (blue ? 2 : 0) ? 255 : 0;
  });
  return sharp(data, { raw: { width: 64, height: 48, channels: 3 } });
}

function flat(channels: readonly number[]): Sharp {
  const data = Uint8Array.from(
    { length: 16 * 16 * channels.length },
    (_, i) => channels[i % channels.length] ?? 0,
  );
  return sharp(data, { raw: { width: 16, height: 16, channels: channels.length as 1 | 2 | 3 | 4 } });
}

/** The colour in the middle of what is read, at the picture's own size. */
async function middle(bytes: Uint8Array): Promise<number[]> {
  const file = await PictureFile.open(bytes);
  const { width, height } = file;
  const { data } = await file.rgb({ width, height });
  const pixel = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 3;
  return [...data.subarray(pixel, pixel + 3)];
}

async function notesOf(bytes: Uint8Array): Promise<string> {
  return (await PictureFile.open(bytes)).notes.join(' ');
}

/** What is said of a file that is refused, when it is opened or when it is decoded. */
async function refusal(bytes: Uint8Array): Promise<InvalidPictureError> {
  try {
    const file = await PictureFile.open(bytes);
    await file.rgb({ width: 16, height: 16 });
  } catch (error) {
    if (error instanceof InvalidPictureError) return error;
    throw error;
  }
  throw new Error('The file was read.');
}

function near(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  for (const [channel, value] of expected.entries())
    expect(
      Math.abs((actual[channel] ?? Number.NaN) - value),
      `${actual} for ${expected}`,
    ).toBeLessThanOrEqual(tolerance);
}

describe('a picture of every allowed format', () => {
  it.each([
    ['JPEG', () => halves().jpeg({ quality: 100, chromaSubsampling: '4:4:4' })],
    ['PNG', () => halves().png()],
    ['WebP', () => halves().webp({ lossless: true })],
    ['GIF', () => halves().gif()],
    ['AVIF', () => halves().avif({ lossless: true })],
    ['TIFF', () => halves().tiff({ compression: 'lzw' })],
    ['TIFF', () => halves().tiff({ bigtiff: true, compression: 'none' })],
  ])('is read as %s, whatever it is called', async (format, encode) => {
    const file = await PictureFile.open(await encode().toBuffer());
    expect(file).toMatchObject({ format, width: 64, height: 48 });
    const { data } = await file.rgb({ width: 64, height: 48 });
    near([...data.subarray(0, 3)], red, 3);
    near([...data.subarray(63 * 3, 64 * 3)], [0, 0, 255], 3);
  });

  it('is read at the requested size', async () => {
    const file = await PictureFile.open(await halves().jpeg().toBuffer());
    expect(await file.rgb({ width: 7, height: 99 })).toMatchObject({
      width: 7,
      height: 99,
      data: { length: 7 * 99 * 3 },
    });
  });

  it('is read exactly at its own size', async () => {
    const file = await PictureFile.open(await halves().png().toBuffer());
    const { data } = await file.rgb(file);
    expect(Buffer.from(data).equals(await halves().raw().toBuffer())).toBe(true);
  });
});

describe('what a picture brings along', () => {
  it('is turned upright', async () => {
    const bytes = await halves().withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
    const file = await PictureFile.open(bytes);
    expect(file).toMatchObject({ width: 48, height: 64 });
    expect(file.notes).toEqual([expect.stringContaining('EXIF orientation')]);
    const { data } = await file.rgb(file);
    near([...data.subarray(0, 3)], red, 6);
    near([...data.subarray(data.length - 3)], [0, 0, 255], 6);
  });

  it('is put on white where it is transparent', async () => {
    const bytes = await flat([0, 0, 0, 0]).png().toBuffer();
    expect(await middle(bytes)).toEqual([255, 255, 255]);
    expect(await notesOf(bytes)).toContain('filled with white');
  });

  it('may be grey, with and without transparency', async () => {
    expect(await middle(await flat([77]).toColourspace('b-w').png().toBuffer())).toEqual([77, 77, 77]);
    expect(await middle(await flat([0, 128]).toColourspace('b-w').png().toBuffer())).toEqual([127, 127, 127]);
  });

  it('may have a palette', async () => {
    expect(await middle(await flat([10, 200, 30]).png({ palette: true }).toBuffer())).toEqual([10, 200, 30]);
  });

  it('is brought to 8 bits', async () => {
    const samples = new Uint16Array(16 * 16 * 3).fill(0x8000);
    const deep = sharp(samples, { raw: { width: 16, height: 16, channels: 3 } }).toColourspace('rgb16');
    for (const bytes of [
      await deep.clone().png().toBuffer(),
      await deep.clone().tiff({ compression: 'lzw' }).toBuffer(),
    ]) {
      near(await middle(bytes), [128, 128, 128], 1);
      expect(await notesOf(bytes)).toContain('8 bits');
    }
  });

  it('is converted from CMYK', async () => {
    const bytes = await flat(red)
      .toColourspace('cmyk')
      .withIccProfile('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    // Print has no such red; what comes back is the nearest ink.
    near(await middle(bytes), red, 40);
    expect(await notesOf(bytes)).toContain('CMYK');
  });

  it('is converted from its own colour profile', async () => {
    // The same numbers mean a green that sRGB does not reach.
    const wide = await flat([0, 200, 0]).withIccProfile('p3').png().toBuffer();
    const stored = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
    expect([...stored.subarray(0, 3)]).not.toEqual([0, 200, 0]);
    near(await middle(wide), [0, 200, 0], 4);
    expect(await notesOf(wide)).toContain('profile');
  });

  it('is left as it is when its profile is sRGB', async () => {
    const bytes = await flat([9, 200, 30]).withIccProfile('srgb').png().toBuffer();
    expect(await middle(bytes)).toEqual([9, 200, 30]);
    expect(await notesOf(bytes)).toBe('');
  });

  it('may be one pixel', async () => {
    const bytes = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect(await middle(bytes)).toEqual(red);
  });
});

describe('samples whose numbers have no fixed meaning are read by their range, and said so', () => {
  const float = (values: readonly number[]) =>
    Float32Array.from({ length: 16 * values.length }, (_, i) => values[i % values.length] ?? 0);

  it.each([
    ['grey from 0 to 1', float([0.25, 1]), 1, [64, 64, 64]],
    ['grey from 0 to 1 with alpha', float([0.5, 1, 1, 0]), 2, [128, 128, 128]],
    ['colours from 0 to 1', float([0.25, 0.5, 1]), 3, [64, 128, 255]],
    ['colours from 0 to 1 with alpha', float([0.25, 0.5, 1, 1]), 4, [64, 128, 255]],
    ['colours from 0 to 255', float([64, 128, 255]), 3, [64, 128, 255]],
    ['black', float([0, 0, 0]), 3, [0, 0, 0]],
    ['integers from 0 to 65535', Uint32Array.from(float([0x4000, 0x8000, 0xffff])), 3, [64, 128, 255]],
    ['integers from 0 to 255', Int16Array.from(float([64, 128, 255])), 3, [64, 128, 255]],
  ] as const)('%s', async (_, samples, channels, expected) => {
    const file = await PictureFile.open(tiffOfSamples(samples, 4, channels));
    const { data } = await file.rgb(file);
    near([...data.subarray(0, 3)], expected, 1);
    expect(file.notes.join(' ')).toMatch(
      /^.*Its samples are (floating-point numbers|integers) from 0 to \d+: \d+ was read as white\.$/,
    );
  });

  it.each([
    ['floating-point numbers from -2 to 1', float([-2, 0, 1])],
    ['floating-point numbers from 0 to 12', float([0, 1, 12])],
    ['floating-point numbers from 0 to 100000', float([0, 1, 1e5])],
    ['floating-point numbers from NaN to NaN', float([0.5, Number.NaN, 1])],
    ['integers from -5 to 20000', Int16Array.from(float([-5, 100, 20_000]))],
  ])('%s are refused', async (given, samples) => {
    const error = await refusal(tiffOfSamples(samples, 4, 3));
    expect(error.given).toBe(`a TIFF file of ${given}`);
    expect(error.allowed).toContain('from 0 to 1, from 0 to 255');
  });
});

describe('of several frames the first is read, and said so', () => {
  it.each([
    ['a GIF', async () => gifOfFrames(2), 1, red],
    ['a GIF of 100 000', async () => gifOfFrames(100_000), 1, red],
    ['a TIFF', async () => tiffOfPages(2), 8, [200, 200, 200]],
    ['a TIFF of 100 000 pages', async () => tiffOfPages(100_000), 8, [200, 200, 200]],
    ['a WebP', () => webpOfFrames(2), 8, red],
    ['a WebP of 100 000', () => webpOfFrames(100_000), 8, red],
  ])('%s', async (_, build, side, colour) => {
    const bytes = await build();
    const file = await PictureFile.open(bytes);
    const { data } = await file.rgb({ width: 1, height: 1 });
    expect([file.width, file.height, ...data]).toEqual([side, side, ...colour]);
    expect(file.notes.join()).toContain('only the first is used');
  });

  it('an animated PNG', async () => {
    const still = await flat(red).png().toBuffer();
    const animated = Buffer.concat([
      still.subarray(0, 33),
      pngChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
      still.subarray(33),
    ]);
    expect(await middle(animated)).toEqual(red);
    expect(await notesOf(animated)).toContain('only the first is used');
  });

  it('while a file of one frame says nothing', async () => {
    for (const bytes of [gifOfFrames(1), tiffOfPages(1), await webpOfFrames(1)])
      expect(await notesOf(bytes)).toBe('');
  });
});

describe('a file that is not a picture is refused by its kind', () => {
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['an SVG or XML document', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['an SVG or XML document', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF document', Buffer.from('%PDF-1.7\n')],
    ['a HEIC picture', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['a video', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1')],
    ['a zip archive', Buffer.from('PK\x03\x04', 'latin1')],
    ['a file that begins with the bytes 68 65 6c 6c 6f', Buffer.from('hello')],
    ['a file that begins with the bytes ff', Buffer.from([255])],
  ])('%s', async (given, bytes) => {
    const error = await refusal(bytes);
    expect(error.given).toBe(given);
    expect(error.allowed).toBe('a JPEG, PNG, WebP, GIF, AVIF or TIFF file');
  });

  it('a file that is a picture and something else is that picture and nothing else', async () => {
    const archive = Buffer.from('PK\x03\x04<svg xmlns="http://www.w3.org/2000/svg"/>%PDF-1.7');
    expect(await middle(Buffer.concat([await flat(red).png().toBuffer(), archive]))).toEqual(red);
    expect(await middle(Buffer.concat([gifOfFrames(1), archive]))).toEqual(red);
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)('a %s that is cut short', async format => {
    const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
    const create = { width: 200, height: 200, channels: 3, background: 'grey', noise } as const;
    const whole = await sharp({ create }).toFormat(format).toBuffer();
    for (const share of [0.02, 0.5, 0.9]) {
      const error = await refusal(whole.subarray(0, Math.ceil(whole.length * share)));
      expect(error.allowed).toBe('a complete, undamaged file');
      expect(error.given).toContain('cannot be decoded');
    }
  });

  it('a signature and nothing behind it', async () => {
    for (const start of [
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n',
      'GIF89a',
      'RIFF\0\0\0\0WEBP',
      'II*\0',
      '\0\0\0\x18ftypavif',
    ])
      expect((await refusal(Buffer.from(start, 'latin1'))).allowed).toBe('a complete, undamaged file');
  });
});

describe('a file that claims or holds too much is refused by its header', () => {
  it.each([
    ['a PNG of 30 000 x 30 000', async () => claimedPng(30_000, 30_000, 1), pixelsLimit],
    ['a PNG that unpacks to a gigabyte', async () => claimedPng(18_000, 18_600, 200), pixelsLimit],
    ['an interlaced PNG of 5000 x 5000', async () => claimedPng(5000, 5000, 1, true), wholePixelsLimit],
    ['a JPEG of 65 000 x 65 000', () => claimedJpeg(65_000, 65_000), pixelsLimit],
    [
      'a GIF of 65 535 x 65 535',
      async () => gifOfFrames(1, { width: 65_535, height: 65_535 }),
      wholePixelsLimit,
    ],
    [
      'a GIF whose frame is larger than its screen',
      async () => gifOfFrames(1, { width: 8, height: 8 }, { width: 65_535, height: 65_535 }),
      wholePixelsLimit,
    ],
    ['an AVIF of 4000 x 4000', () => claimedAvif(4000), avifPixelsLimit],
    ['a WebP of 16 383 x 16 383', () => webpOfFrames(2, { width: 16_383, height: 16_383 }), wholePixelsLimit],
  ])('%s', async (_, build, limit) => {
    const bytes = await build();
    const before = process.memoryUsage.rss();
    const error = await refusal(bytes);
    expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 2 ** 20);
    expect(error.allowed).toBe(`of at most ${limit / 1e6} megapixels`);
    expect(error.given).toMatch(/ file of \d+ x \d+ pixels$/);
  });

  it.each([
    ['a PNG of 1 x 49 000 000', async () => claimedPng(1, 49_000_000, 1)],
    ['a PNG of 49 000 000 x 1', async () => claimedPng(49_000_000, 1, 1)],
    ['a JPEG of 65 500 x 1', () => claimedJpeg(65_500, 1)],
    ['a JPEG of 1 x 65 500', () => claimedJpeg(1, 65_500)],
    ['a GIF of 65 535 x 1', async () => gifOfFrames(1, { width: 65_535, height: 1 })],
    [
      'a TIFF of 1 x 40 000',
      () =>
        sharp({ create: { width: 1, height: 40_000, channels: 3, background: 'red' } })
          .tiff()
          .toBuffer(),
    ],
  ])('%s, for its sides', async (_, build) => {
    const error = await refusal(await build());
    expect(error.allowed).toBe('of at most 32768 pixels a side');
  });

  it.each([
    ['an AVIF whose picture is larger than it claims', () => understatedAvif(6000)],
    ['a JPEG of 500 scans', () => jpegOfScans(500)],
  ])('%s', async (_, build) => {
    const bytes = await build();
    const before = process.memoryUsage.rss();
    expect((await refusal(bytes)).allowed).toBe('a complete, undamaged file');
    expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 2 ** 20);
  });

  it('a comment that unpacks to 300 MB is not unpacked', async () => {
    const bytes = textBombPng(300e6);
    const before = process.memoryUsage.rss();
    expect(await middle(bytes)).toEqual([0, 0, 0]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 2 ** 20);
  });
});

describe('what a decoder is given is what shows the picture', () => {
  const marker = Buffer.from('BALLAST'.repeat(100));
  const colours = async (bytes: Uint8Array) => [
    ...(await (await PictureFile.open(bytes)).rgb({ width: 4, height: 4 })).data,
  ];

  it.each<[string, (bytes: Uint8Array) => StillPicture, () => Promise<[plain: Buffer, loaded: Buffer]>]>([
    [
      'texts, times and unknown chunks of a PNG',
      stillPng,
      async () => {
        const plain = await halves().png().toBuffer();
        const ballast = ['zTXt', 'iTXt', 'tEXt', 'tIME', 'ruSt'].map(kind => pngChunk(kind, marker));
        return [plain, Buffer.concat([plain.subarray(0, 33), ...ballast, plain.subarray(33)])];
      },
    ],
    [
      'a profile of a PNG that unpacks to 100 MB',
      stillPng,
      async () => {
        const plain = await halves().png().toBuffer();
        const profile = pngChunk(
          'iCCP',
          Buffer.concat([Buffer.from('BALLAST\0\0'), deflateSync(Buffer.alloc(1e8))]),
        );
        return [plain, Buffer.concat([plain.subarray(0, 33), profile, plain.subarray(33)])];
      },
    ],
    [
      'comments and data of applications of a JPEG',
      plainJpeg,
      async () => {
        const plain = await halves().jpeg().toBuffer();
        const ballast = [0xfe, 0xe1, 0xe2, 0xed, 0xef].map(kind => jpegSegment(kind, marker));
        return [plain, Buffer.concat([plain.subarray(0, 2), ...ballast, plain.subarray(2)])];
      },
    ],
    [
      'comments and extensions of a GIF',
      firstGifFrame,
      async () => {
        const plain = gifOfFrames(1);
        const comment = Buffer.concat([
          Buffer.from([0x21, 0xfe, 100]),
          marker.subarray(0, 100),
          Buffer.from([0]),
        ]);
        return [plain, Buffer.concat([plain.subarray(0, 19), comment, comment, plain.subarray(19)])];
      },
    ],
    [
      'unknown chunks of a WebP',
      firstWebpFrame,
      async () => {
        const plain = await halves().webp({ lossless: true }).toBuffer();
        return [plain, Buffer.concat([plain, webpChunk('XMP ', marker), webpChunk('JUNK', marker)])];
      },
    ],
  ])('without %s', async (_, still, build) => {
    const [plain, loaded] = await build();
    expect(Buffer.from(still(loaded).bytes).includes('BALLAST')).toBe(false);
    expect(still(loaded).hadMore).toBe(false);
    expect(Buffer.from(still(loaded).bytes).equals(still(plain).bytes)).toBe(true);
    expect(await colours(loaded)).toEqual(await colours(plain));
  });

  it('without tags of a TIFF that decide nothing of it', async () => {
    const plain = await halves().withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer();
    const still = firstTiffPage(plain).bytes;
    const entries = (bytes: Uint8Array) =>
      Buffer.from(bytes).readUInt16LE(Buffer.from(bytes).readUInt32LE(4));
    expect(entries(still)).toBeLessThan(entries(plain));
    expect((await sharp(still).metadata()).orientation).toBe(6);
  });

  it('with its orientation and colours', async () => {
    const wide = flat([0, 200, 0]).withMetadata({ orientation: 6 }).withIccProfile('p3');
    for (const format of ['png', 'jpeg', 'webp', 'tiff'] as const) {
      const notes = await notesOf(await wide.clone().toFormat(format).toBuffer());
      expect(notes, format).toContain('profile');
      expect(notes, format).toContain('EXIF orientation');
    }
  });
});

it('many files at a time are decoded one after the other, and a broken one holds up none', async () => {
  const good = await halves().png().toBuffer();
  const answers = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => middle(index % 2 === 0 ? good : good.subarray(0, 100))),
  );
  expect(answers.map(({ status }) => status === 'fulfilled')).toEqual(
    Array.from({ length: 10 }, (_, index) => index % 2 === 0),
  );
});
