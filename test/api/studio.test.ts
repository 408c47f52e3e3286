import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from './api-server.ts';

let server: ApiServer;
let page: { status: number; headers: Headers; text: string };

beforeAll(async () => {
  server = await startApiServer({ publicUrl: 'https://pictures.example.com/api' });
  // Built when it has changed since the last time.
  const response = await fetch(server.url);
  page = { status: response.status, headers: response.headers, text: await response.text() };
}, 120_000);
afterAll(() => server.close());

/** The answer as it comes over the wire: `fetch` would undo the compression. */
function raw(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      request(`${server.url}${path}`, { headers }, response => {
        const parts: Buffer[] = [];
        response.on('data', part => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
        );
      })
        .on('error', reject)
        .end();
    },
  );
}

function assets(): string[] {
  return [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
}

describe('the studio', () => {
  it('is a page at the root that loads everything from the server it came from', async () => {
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(assets().length).toBeGreaterThan(2);
    for (const path of assets()) expect((await fetch(server.url + path)).status, path).toBe(200);
  });

  it.each(['/history', '/pictures/R2VuZXJhdGlvbjo='])('is the same page at %s', async path => {
    expect(await (await fetch(server.url + path)).text()).toBe(page.text);
  });

  it('may run no script and show no picture but the server’s own', () => {
    const policy = page.headers.get('content-security-policy')?.split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("img-src 'self' data: blob: https://pictures.example.com");
    expect(page.text).not.toMatch(/<script(?![^>]* src=)|<style| style="| on\w+="/);
  });

  it('has to be asked for anew each time, and is known again', async () => {
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const tag = page.headers.get('etag') ?? '';
    const again = await fetch(server.url, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
  });

  it('is made of files that never change, compressed', async () => {
    const script = assets().find(path => path.endsWith('.js')) ?? '';
    const plain = await raw(script);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const brotli = await raw(script, { 'accept-encoding': 'gzip, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    const gzip = await raw(script, { 'accept-encoding': 'br;q=0, gzip' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  });

  it('takes less than 300 kB for a first visit', async () => {
    const styles = assets().find(path => path.endsWith('.css')) ?? '';
    const fonts = [...(await (await fetch(server.url + styles)).text()).matchAll(/url\(([^)]+\.woff2)\)/g)];
    const all = ['/', ...assets(), ...fonts.map(([, path = '']) => path)];
    let bytes = 0;
    for (const path of new Set(all)) bytes += (await raw(path, { 'accept-encoding': 'br' })).body.byteLength;
    expect(fonts.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(300_000);
  });

  it.each(['/assets/absent.js', '/assets/..%2f..%2fpackage.json', '/elsewhere'])(
    'is not at %s',
    async path => {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    },
  );
});
