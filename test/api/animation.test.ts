import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphql } from '../gql/gql.ts';
import type { ShowAnimationQueryVariables } from '../gql/graphql.ts';
import { testSides } from '../setup/test-models.ts';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { all, overWebSocket } from './transports.ts';

const showAnimation = graphql(`
  query ShowAnimation(
    $id: ID!
    $format: AnimationFormat!
    $maxEdge: Int
    $quality: Int
    $frameMilliseconds: Int
  ) {
    generation(id: $id) {
      animation(
        format: $format
        maxEdge: $maxEdge
        quality: $quality
        frameMilliseconds: $frameMilliseconds
      ) {
        url
        dataUri
        width
        height
        mediaType
        frameCount
        milliseconds
        byteLength
      }
      scales {
        image(format: PNG) {
          url
        }
      }
    }
  }
`);

const showAnimationUrl = graphql(`
  query ShowAnimationUrl($id: ID!) {
    generation(id: $id) {
      animation {
        url
        frameCount
      }
    }
  }
`);

let server: ApiServer;
let id: string;

beforeAll(async () => {
  server = await startApiServer();
  const [generation] = await accept(server, { count: 2 });
  id = generation.id;
  await finished(id);
});
afterAll(() => server.close());

async function finished(generation: string): Promise<void> {
  await all(overWebSocket(server.url, watch, { id: generation, scales: { indices: [] } }));
}

async function animation(variables: Omit<ShowAnimationQueryVariables, 'id'>) {
  const { data, errors } = await server.send(showAnimation, { id, ...variables });
  return { animation: data?.generation?.animation, scales: data?.generation?.scales ?? [], errors };
}

async function animationUrl(generation: string) {
  const { data } = await server.send(showAnimationUrl, { id: generation });
  return data?.generation?.animation;
}

async function bytesAt(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

describe('an animation', () => {
  it.each([
    ['WEBP', 'image/webp'],
    ['GIF', 'image/gif'],
  ] as const)(
    'as %s shows every scale at the size of the finest, rests on the last, and begins again',
    async (format, mediaType) => {
      const { animation: file } = await animation({ format });
      expect(file).toMatchObject({
        width: 96,
        height: 96,
        mediaType,
        frameCount: testSides.length,
        milliseconds: 4 * 240 + 8 * 240,
      });
      const bytes = await bytesAt(file?.url ?? '');
      expect(await sharp(bytes, { animated: true }).metadata()).toMatchObject({
        format: format.toLowerCase(),
        width: 96,
        pageHeight: 96,
        pages: 5,
        loop: 0,
        delay: [240, 240, 240, 240, 1920],
      });
      expect(file?.byteLength).toBe(bytes.byteLength);
      expect(file?.dataUri).toBe(`data:${mediaType};base64,${bytes.toString('base64')}`);
    },
  );

  it('has the scales as frames, coarse to fine, enlarged smoothly', async () => {
    const { animation: file, scales } = await animation({ format: 'WEBP', quality: 100 });
    const bytes = await bytesAt(file?.url ?? '');
    const pictures = await Promise.all(scales.map(scale => bytesAt(scale.image.url)));
    const enlarged = (picture: Buffer, kernel: 'cubic' | 'nearest') =>
      sharp(picture).resize(96, 96, { kernel });
    for (const [page, picture] of pictures.entries()) {
      const frame = sharp(bytes, { page }).removeAlpha();
      const toEach = await Promise.all(pictures.map(one => meanDifference(frame, enlarged(one, 'cubic'))));
      expect(toEach.indexOf(Math.min(...toEach))).toBe(page);
      const toBlocks = await meanDifference(frame, enlarged(picture, 'nearest'));
      if (page < pictures.length - 1) expect(toEach[page]).toBeLessThan(toBlocks);
    }
  });

  it('uses the requested longest side and frame duration', async () => {
    const { animation: file } = await animation({ format: 'GIF', maxEdge: 40, frameMilliseconds: 100 });
    expect(file).toMatchObject({ width: 40, height: 40, milliseconds: 400 + 800 });
    expect(file?.url).toMatch(/animation\.gif\?edge=40&frame=100$/);
    expect(await sharp(await bytesAt(file?.url ?? ''), { animated: true }).metadata()).toMatchObject({
      width: 40,
      delay: [100, 100, 100, 100, 800],
    });
  });

  it('gets smaller with lower quality', async () => {
    const sizes = [];
    for (const quality of [10, 60, 100])
      sizes.push((await animation({ format: 'WEBP', quality })).animation?.byteLength ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(new Set(sizes).size).toBe(3);
  });

  it.each([
    ['GIF', 25, 30],
    ['GIF', 24, 20],
    ['GIF', 20, 20],
    ['GIF', 4999, 5000],
    ['WEBP', 25, 25],
  ] as const)('as %s with %i ms a frame says how long it plays', async (format, frameMilliseconds, shown) => {
    const { animation: file } = await animation({ format, maxEdge: 16, frameMilliseconds });
    const { delay = [] } = await sharp(await bytesAt(file?.url ?? ''), { animated: true }).metadata();
    expect(delay).toEqual([shown, shown, shown, shown, 8 * shown]);
    expect(file?.milliseconds).toBe(12 * shown);
  });

  it.each([
    [{ maxEdge: 0 }, 'maxEdge', '0'],
    [{ quality: 101 }, 'quality', '101'],
    [{ frameMilliseconds: 19 }, 'frameMilliseconds', '19'],
    [{ frameMilliseconds: 5001 }, 'frameMilliseconds', '5001'],
  ])('cannot be had with %j', async (variables, field, given) => {
    const { errors } = await animation({ format: 'WEBP', ...variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field, given });
  });

  it('is not computed before somebody wants pixels, and then once for all who do', async () => {
    const [generation] = await accept(server, { seed: 31 });
    await finished(generation.id);
    const decodes = server.decodes;
    const url = (await animationUrl(generation.id))?.url ?? '';
    expect(server.decodes).toBe(decodes);
    const files = await Promise.all(Array.from({ length: 20 }, () => bytesAt(url)));
    expect(server.decodes - decodes).toBeLessThanOrEqual(testSides.length);
    expect(files.every(file => file.equals(files[0] ?? Buffer.alloc(0)))).toBe(true);
  });
});

describe('the route of animations', () => {
  it('may be cached forever once the generation has ended, and is revalidated by ETag', async () => {
    const url = (await animationUrl(id))?.url ?? '';
    const first = await fetch(url);
    expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[^"]+"$/);
    const again = await fetch(url, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
    expect((await fetch(`${url}?edge=8`)).headers.get('etag')).not.toBe(tag);
  });

  it('gains a frame with every scale of a running generation, and must be revalidated until it ends', async () => {
    const { engine } = server.runtime;
    engine.hold();
    const [generation] = await accept(server, { seed: 32 });
    const events = overWebSocket(server.url, watch, { id: generation.id });
    const until = async (kind: string) => {
      for (;;) {
        const { value, done } = await events.next();
        if (done || value.data?.generationProgress.__typename === kind) return;
      }
    };
    await until('GenerationSnapshot');
    await engine.reached();
    expect(await animationUrl(generation.id)).toBeNull();

    engine.step();
    await until('ScaleFinished');
    await engine.reached();
    const file = await animationUrl(generation.id);
    expect(file?.frameCount).toBe(1);
    const url = file?.url ?? '';
    const one = await fetch(url);
    expect(one.headers.get('cache-control')).toBe('no-cache');
    const tag = one.headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': tag } })).status).toBe(304);

    engine.step();
    await until('ScaleFinished');
    const two = await fetch(url, { headers: { 'if-none-match': tag } });
    expect(two.status).toBe(200);
    const { pages } = await sharp(Buffer.from(await two.arrayBuffer()), { animated: true }).metadata();
    expect(pages).toBe(2);

    engine.release();
    await until('GenerationFinished');
    await events.return?.();
    expect((await fetch(url)).headers.get('cache-control')).toContain('immutable');
  });

  it.each([
    ['an unknown generation', (url: string) => url.replace(/images\/\w{8}/, 'images/00000000'), 404],
    ['a generation that is none', (url: string) => url.replace(/images\/[^/]+/, 'images/fox'), 404],
    ['an unknown format', (url: string) => url.replace('.webp', '.mp4'), 404],
    ['a frame of no time', (url: string) => `${url}?frame=0`, 400],
    ['a longest side of x', (url: string) => `${url}?edge=x`, 400],
  ])('answers %s with a problem', async (_case, change, status) => {
    const response = await fetch(change((await animationUrl(id))?.url ?? ''));
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('says so when the model is gone and the pixels cannot be computed', async () => {
    const [generation] = await accept(server, { seed: 33 });
    await finished(generation.id);
    const url = (await animationUrl(generation.id))?.url ?? '';
    server.runtime.models.installed = false;
    try {
      expect((await fetch(url)).status).toBe(410);
    } finally {
      server.runtime.models.installed = true;
    }
  });
});

/** Mean absolute difference of two pictures of the same size, 0 .. 255. */
async function meanDifference(a: Sharp, b: Sharp): Promise<number> {
  const [left, right] = await Promise.all([a.raw().toBuffer(), b.raw().toBuffer()]);
  if (left.length !== right.length) throw new Error('not of the same size');
  return left.reduce((sum, value, i) => sum + Math.abs(value - (right[i] ?? 0)), 0) / left.length;
}
