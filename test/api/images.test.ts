import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { graphql } from '../gql/gql.ts';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { all, overWebSocket } from './transports.ts';

const showScales = graphql(`
  query ShowScales($id: ID!) {
    generation(id: $id) {
      bestScale {
        width
        height
        image {
          url
          width
          height
          mediaType
        }
      }
      scales {
        digest
        image {
          url
          width
          height
          mediaType
        }
      }
    }
  }
`);

const showImage = graphql(`
  query ShowImage($id: ID!, $format: ImageFormat!, $maxEdge: Int, $quality: Int) {
    generation(id: $id) {
      bestScale {
        image(format: $format, maxEdge: $maxEdge, quality: $quality) {
          url
          dataUri
          width
          height
          mediaType
          byteLength
        }
      }
    }
  }
`);

let server: ApiServer;
let id: string;

beforeAll(async () => {
  server = await startApiServer();
  const [generation] = await accept(server);
  id = generation.id;
  await all(overWebSocket(server.url, watch, { id, scales: { indices: [] } }));
});
afterAll(() => server.close());

async function image(variables: {
  format: 'WEBP' | 'PNG' | 'JPEG' | 'AVIF';
  maxEdge?: number;
  quality?: number;
}) {
  const { data, errors } = await server.send(showImage, { id, ...variables });
  return { image: data?.generation?.bestScale?.image, errors };
}

async function bestUrl(): Promise<string> {
  const { data } = await server.send(showScales, { id });
  return data?.generation?.bestScale?.image.url ?? '';
}

describe('pictures', () => {
  it('are not decoded until somebody wants pixels, and then once', async () => {
    const { data } = await server.send(showScales, { id });
    expect(data?.generation?.scales).toHaveLength(5);
    expect(server.decodes).toBe(0);
    const urls = data?.generation?.scales.map(scale => scale.image.url) ?? [];
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => (await fetch(urls[4] ?? '')).arrayBuffer()),
    );
    expect(new Set(answers.map(answer => Buffer.from(answer).toString('base64'))).size).toBe(1);
    expect(server.decodes).toBe(1);
  });

  it('are decoded once a scale for fifty clients that watch', async () => {
    const { engine } = server.runtime;
    engine.hold();
    const [generation] = await accept(server, { seed: 8 });
    await engine.reached();
    const before = server.decodes;
    const watching = Array.from({ length: 50 }, () =>
      all(overWebSocket(server.url, watch, { id: generation.id, after: 0 })),
    );
    await vi.waitUntil(() => server.runtime.subscriberCount === 50, { timeout: 20_000 });
    engine.release();
    const [first, ...others] = await Promise.all(watching);
    expect(server.decodes - before).toBe(generation.plan.length);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each([
    ['WEBP', 'image/webp', 'webp'],
    ['PNG', 'image/png', 'png'],
    ['JPEG', 'image/jpeg', 'jpeg'],
    ['AVIF', 'image/avif', 'heif'],
  ] as const)('come as %s, the same by url and by data URI', async (format, mediaType, sharpFormat) => {
    const { image: encoded } = await image({ format });
    const response = await fetch(encoded?.url ?? '');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe(mediaType);
    expect(encoded).toMatchObject({
      mediaType,
      width: 96,
      height: 96,
      byteLength: bytes.byteLength,
      dataUri: `data:${mediaType};base64,${bytes.toString('base64')}`,
    });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: sharpFormat, width: 96, height: 96 });
  });

  it('are lossless where they are small', async () => {
    const pixels = async (format: 'WEBP' | 'PNG' | 'AVIF') => {
      const { image: encoded } = await image({ format });
      return sharp(Buffer.from(await (await fetch(encoded?.url ?? '')).arrayBuffer()))
        .raw()
        .toBuffer();
    };
    expect((await pixels('WEBP')).equals(await pixels('PNG'))).toBe(true);
  });

  it('shrink to the requested longest side and never grow', async () => {
    const { image: small } = await image({ format: 'PNG', maxEdge: 20 });
    expect(small).toMatchObject({ width: 20, height: 20 });
    expect(small?.url).toMatch(/\/4\.png\?edge=20$/);
    expect(
      await sharp(Buffer.from(await (await fetch(small?.url ?? '')).arrayBuffer())).metadata(),
    ).toMatchObject({
      width: 20,
      height: 20,
    });
    const { image: large } = await image({ format: 'PNG', maxEdge: 5000 });
    expect(large).toMatchObject({ width: 96, height: 96 });
  });

  it('get smaller with lower quality', async () => {
    const sizes = [];
    for (const quality of [1, 50, 100])
      sizes.push((await image({ format: 'JPEG', quality })).image?.byteLength ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(new Set(sizes).size).toBe(3);
  });

  it.each([
    [{ maxEdge: 0 }, 'maxEdge', '0'],
    [{ maxEdge: 100_000 }, 'maxEdge', '100000'],
    [{ quality: 0 }, 'quality', '0'],
    [{ quality: 101 }, 'quality', '101'],
  ])('cannot be had with %j', async (variables, field, given) => {
    const { errors } = await image({ format: 'JPEG', ...variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field, given });
  });
});

describe('the route of pictures', () => {
  it('serves a picture whole when the cache has lost or changed its bytes', async () => {
    const url = `${await bestUrl()}?quality=77`;
    const first = await (await fetch(url)).arrayBuffer();
    for (const spoil of [(file: string) => truncate(file), (file: string) => writeFile(file, 'no picture')]) {
      const entries = await readdir(server.cacheFolder, { recursive: true, withFileTypes: true });
      for (const entry of entries) if (entry.isFile()) await spoil(join(entry.parentPath, entry.name));
      const response = await fetch(url);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(first))).toBe(true);
    }
  });

  it('may be cached forever, and are revalidated by ETag', async () => {
    const url = await bestUrl();
    const first = await fetch(url);
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[^"]+"$/);
    const decodes = server.decodes;
    for (const known of [tag, `"other", W/${tag}`, '*']) {
      const again = await fetch(url, { headers: { 'if-none-match': known } });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(tag);
      expect((await again.arrayBuffer()).byteLength).toBe(0);
    }
    expect(server.decodes).toBe(decodes);
    const other = await fetch(url, { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
    expect((await fetch(`${url}?edge=8`)).headers.get('etag')).not.toBe(tag);
  });

  it('answers HEAD as GET, without the bytes', async () => {
    const url = await bestUrl();
    const get = await fetch(url);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.status).toBe(200);
    for (const name of ['etag', 'content-type', 'content-length', 'cache-control']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });

  it.each([
    ['a generation that is none', (url: string) => url.replace(/images\/[^/]+/, 'images/fox'), 404],
    ['an unknown generation', (url: string) => url.replace(/images\/\w{8}/, 'images/00000000'), 404],
    ['a scale that is not there', (url: string) => url.replace(/4\.webp/, '99.webp'), 404],
    ['a scale below zero', (url: string) => url.replace(/4\.webp/, '-1.webp'), 404],
    ['an unknown format', (url: string) => url.replace(/4\.webp/, '4.gif'), 404],
    ['a path that goes up', (url: string) => url.replace(/4\.webp/, '..%2f..%2fpackage.json'), 404],
    ['a longest side of 0', (url: string) => `${url}?edge=0`, 400],
    ['a longest side of x', (url: string) => `${url}?edge=x`, 400],
    ['a quality of 101', (url: string) => `${url}?quality=101`, 400],
  ])('answers %s with a problem', async (_case, change, status) => {
    const response = await fetch(change(await bestUrl()));
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.any(String),
    });
  });

  it('says so when the model is gone and the pixels cannot be computed', async () => {
    const url = await bestUrl();
    const [other] = await accept(server, { seed: 9 });
    await all(overWebSocket(server.url, watch, { id: other.id, scales: { indices: [] } }));
    server.runtime.models.installed = false;
    try {
      expect((await fetch(url)).status, 'from the cache').toBe(200);
      expect((await fetch(url.replace('/4.', '/3.'))).status, 'to be computed').toBe(410);
      const { errors } = await server.send(showImage, { id: other.id, format: 'PNG' });
      expect(errors?.[0]?.extensions).toEqual({
        code: 'MODEL_GONE',
        model: 'tiny',
        requestId: expect.any(String),
      });
    } finally {
      server.runtime.models.installed = true;
    }
  });
});
