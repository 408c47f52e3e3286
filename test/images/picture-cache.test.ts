import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asker } from '../../src/fairness/asker.ts';
import { resolveAnimation } from '../../src/images/encode/animation.ts';
import { type ImageFormat, imageFormats, resolveVariant } from '../../src/images/encode/variant.ts';
import { FileCache } from '../../src/images/output/file-cache.ts';
import { PictureCache, type PictureSource } from '../../src/images/output/picture-cache.ts';
import { PictureProcesses } from '../../src/images/process/picture-processes.ts';

let folder: string;
let cacheErrors: unknown[];
let processes: PictureProcesses;

beforeAll(() => {
  processes = new PictureProcesses();
});
afterAll(() => processes.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-pictures-'));
  cacheErrors = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openPictures(): Promise<PictureCache> {
  const cache = await FileCache.open(folder, 2 ** 22);
  return new PictureCache({ cache, processes, onCacheError: error => cacheErrors.push(error) });
}

function asker(address: string, signal?: AbortSignal): Asker {
  return { client: { address, connection: address }, signal };
}
const ada = asker('ada');
const ben = asker('ben');

/** A gradient, and how often it was decoded. */
class Gradient implements PictureSource {
  readonly digest: string;
  readonly width: number;
  readonly height: number;
  decodes = 0;
  failures = 0;
  /** Resolved when it is decoded. */
  readonly decoding = Promise.withResolvers<void>();
  /** What decoding waits for. */
  readonly mayDecode = Promise.withResolvers<void>();

  constructor({ digest = 'ab12', width = 32, height = 16, held = false } = {}) {
    this.digest = digest;
    this.width = width;
    this.height = height;
    if (!held) this.mayDecode.resolve();
  }

  async decode() {
    this.decodes++;
    this.decoding.resolve();
    await this.mayDecode.promise;
    if (this.failures-- > 0) throw new Error('the decoder died');
    const data = Uint8Array.from(
      { length: this.width * this.height * 3 },
      (_, position) => (position * 5) % 251,
    );
    return { width: this.width, height: this.height, data };
  }
}

function variantOf(source: PictureSource, format: ImageFormat) {
  return resolveVariant(source, { format });
}
const png = variantOf(new Gradient(), 'PNG');

describe('pictures', () => {
  it('are decoded once for fifty clients at the same time', async () => {
    const pictures = await openPictures();
    const source = new Gradient();
    const files = await Promise.all(
      Array.from({ length: 50 }, (_, index) => pictures.encode(source, png, asker(`client ${index}`))),
    );
    expect(source.decodes).toBe(1);
    expect(files.every(file => file.equals(files[0] ?? Buffer.alloc(0)))).toBe(true);
  });

  it('are decoded once for all requested formats', async () => {
    const pictures = await openPictures();
    const source = new Gradient();
    await Promise.all(imageFormats.map(format => pictures.encode(source, variantOf(source, format), ada)));
    expect(source.decodes).toBe(1);
  });

  it('come from the cache afterwards, also after a restart', async () => {
    const source = new Gradient();
    const first = await (await openPictures()).encode(source, png, ada);
    const again = await (await openPictures()).encode(source, png, ada);
    expect(again.equals(first)).toBe(true);
    expect(source.decodes).toBe(1);
  });

  it('are recreated identically when the cache is lost', async () => {
    const source = new Gradient();
    const first = await (await openPictures()).encode(source, png, ada);
    await rm(folder, { recursive: true });
    const again = await (await openPictures()).encode(source, png, ada);
    expect(again.equals(first)).toBe(true);
    expect(source.decodes).toBe(2);
  });

  it('are served although the cache cannot be written', async () => {
    const pictures = await openPictures();
    await rm(folder, { recursive: true });
    await writeFile(folder, 'not a folder');
    const file = await pictures.encode(new Gradient(), png, ada);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: 32, height: 16 });
    expect(cacheErrors.length).toBeGreaterThan(0);
  });

  it('are retried after a failure, which all waiting clients see', async () => {
    const pictures = await openPictures();
    const source = new Gradient({ held: true });
    source.failures = 1;
    const waiting = [pictures.encode(source, png, ada), pictures.encode(source, png, ben)];
    await source.decoding.promise;
    source.mayDecode.resolve();
    const answers = await Promise.allSettled(waiting);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(pictures.encode(source, png, ada)).resolves.toBeInstanceOf(Buffer);
    expect(source.decodes).toBe(2);
  });

  it.each(['PNG', 'WEBP', 'AVIF'] as const)('lose nothing as small %s', async format => {
    const pictures = await openPictures();
    const source = new Gradient();
    const file = await pictures.encode(source, variantOf(source, format), ada);
    const pixels = await sharp(file).removeAlpha().raw().toBuffer();
    expect(pixels.equals(Buffer.from((await source.decode()).data))).toBe(true);
  });
});

describe('who asks for a picture', () => {
  it('and leaves takes it from nobody else', async () => {
    const pictures = await openPictures();
    const source = new Gradient({ held: true });
    const leaving = new AbortController();
    const first = pictures.encode(source, png, asker('ada', leaving.signal));
    const other = pictures.encode(source, png, ben);
    await source.decoding.promise;
    leaving.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    source.mayDecode.resolve();
    await expect(other).resolves.toBeInstanceOf(Buffer);
    expect(source.decodes).toBe(1);
  });

  it('and leaves before its turn has nothing computed', async () => {
    const pictures = await openPictures();
    const held = [0, 1].map(index => new Gradient({ digest: `held${index}`, held: true }));
    const running = held.map(source => pictures.encode(source, png, ada));
    await Promise.all(held.map(({ decoding }) => decoding.promise));
    const source = new Gradient();
    const leaving = new AbortController();
    const waiting = pictures.encode(source, png, asker('ben', leaving.signal));
    leaving.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    for (const { mayDecode } of held) mayDecode.resolve();
    await Promise.all(running);
    expect(source.decodes).toBe(0);
  });

  it('does not wait for earlier work of another client', async () => {
    const pictures = await openPictures();
    const sources = Array.from(
      { length: 12 },
      (_, index) => new Gradient({ digest: `many${index}`, held: true }),
    );
    const done: string[] = [];
    const many = sources.map(source => pictures.encode(source, png, ada).then(() => done.push('ada')));
    await Promise.all(sources.slice(0, 2).map(({ decoding }) => decoding.promise));
    const one = pictures.encode(new Gradient(), png, ben).then(() => done.push('ben'));
    for (const { mayDecode } of sources) mayDecode.resolve();
    await Promise.all([...many, one]);
    // Two were under way, and ada's next may be in the other place.
    expect(done.indexOf('ben')).toBeLessThanOrEqual(3);
  });

  it('does not wait for earlier work of another client, even when it shares the last of it', async () => {
    const pictures = await openPictures();
    const sources = Array.from(
      { length: 12 },
      (_, index) => new Gradient({ digest: `same${index}`, held: true }),
    );
    const done: number[] = [];
    const many = sources.map((source, index) =>
      pictures.encode(source, png, ada).then(() => done.push(index)),
    );
    await Promise.all(sources.slice(0, 2).map(({ decoding }) => decoding.promise));
    const [last = new Gradient()] = sources.slice(-1);
    const same = pictures.encode(last, png, ben);
    for (const { mayDecode } of sources) mayDecode.resolve();
    await Promise.all([...many, same]);
    expect(done.indexOf(11)).toBeLessThanOrEqual(3);
    expect(last.decodes).toBe(1);
  });

  it('for previews does not wait for AVIF and animations', async () => {
    const pictures = await openPictures();
    const slow = Array.from(
      { length: 4 },
      (_, index) => new Gradient({ digest: `slow${index}`, width: 256, height: 256, held: true }),
    );
    const done: string[] = [];
    const animation = resolveAnimation(slow, { format: 'WEBP' });
    const waiting = [
      ...slow.map(source => pictures.encode(source, variantOf(source, 'AVIF'), ada)),
      pictures.animate(slow, animation, ada),
    ].map(encoding => encoding.then(() => done.push('slow')));
    await pictures.encode(new Gradient(), png, ada);
    done.push('preview');
    for (const { mayDecode } of slow) mayDecode.resolve();
    await Promise.all(waiting);
    expect(done[0]).toBe('preview');
  });
});
