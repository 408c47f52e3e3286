import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileCache } from '../../src/images/file-cache.ts';
import { type PictureSource, Pictures } from '../../src/images/pictures.ts';
import { imageFormats, resolveVariant } from '../../src/images/variant.ts';

let folder: string;
let cacheErrors: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-pictures-'));
  cacheErrors = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openPictures(): Promise<Pictures> {
  return new Pictures(await FileCache.open(folder, 2 ** 20), error => cacheErrors.push(error));
}

/** A gradient, and how often it was decoded. */
class Gradient implements PictureSource {
  readonly digest = 'ab12';
  readonly width = 32;
  readonly height = 16;
  decodes = 0;
  failures = 0;

  async decode() {
    this.decodes++;
    if (this.failures-- > 0) throw new Error('the decoder died');
    const data = Uint8Array.from(
      { length: this.width * this.height * 3 },
      (_, position) => (position * 5) % 251,
    );
    return { width: this.width, height: this.height, data };
  }
}

const png = resolveVariant(new Gradient(), { format: 'PNG' });

describe('pictures', () => {
  it('are decoded once for fifty clients at the same time', async () => {
    const pictures = await openPictures();
    const source = new Gradient();
    const files = await Promise.all(Array.from({ length: 50 }, () => pictures.encode(source, png)));
    expect(source.decodes).toBe(1);
    expect(files.every(file => file.equals(files[0] ?? Buffer.alloc(0)))).toBe(true);
  });

  it('are decoded once for all formats that are asked for', async () => {
    const pictures = await openPictures();
    const source = new Gradient();
    await Promise.all(
      imageFormats.map(format => pictures.encode(source, resolveVariant(source, { format }))),
    );
    expect(source.decodes).toBe(1);
  });

  it('come from the cache afterwards, also after a restart', async () => {
    const source = new Gradient();
    const first = await (await openPictures()).encode(source, png);
    const again = await (await openPictures()).encode(source, png);
    expect(again.equals(first)).toBe(true);
    expect(source.decodes).toBe(1);
  });

  it('are made anew, the same, when the cache is lost', async () => {
    const source = new Gradient();
    const first = await (await openPictures()).encode(source, png);
    await rm(folder, { recursive: true });
    const again = await (await openPictures()).encode(source, png);
    expect(again.equals(first)).toBe(true);
    expect(source.decodes).toBe(2);
  });

  it('are served although the cache cannot be written', async () => {
    const pictures = await openPictures();
    await rm(folder, { recursive: true });
    await writeFile(folder, 'not a folder');
    const file = await pictures.encode(new Gradient(), png);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: 32, height: 16 });
    expect(cacheErrors.length).toBeGreaterThan(0);
  });

  it('are tried again after a failure, which all who waited are told', async () => {
    const pictures = await openPictures();
    const source = new Gradient();
    source.failures = 1;
    const answers = await Promise.allSettled([pictures.encode(source, png), pictures.encode(source, png)]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(pictures.encode(source, png)).resolves.toBeInstanceOf(Buffer);
    expect(source.decodes).toBe(2);
  });

  it.each(['PNG', 'WEBP', 'AVIF'] as const)('lose nothing as small %s', async format => {
    const pictures = await openPictures();
    const source = new Gradient();
    const file = await pictures.encode(source, resolveVariant(source, { format }));
    const pixels = await sharp(file).removeAlpha().raw().toBuffer();
    expect(pixels.equals(Buffer.from((await source.decode()).data))).toBe(true);
  });
});
