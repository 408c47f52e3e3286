import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from '../api/api-server.ts';
import { launchBrowser, observe, withoutBrowser } from '../browser/browser.ts';
import { testSides } from '../setup/test-models.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** An example as its first lines say. */
function runExample(name: string, ...options: string[]): Promise<{ stdout: string }> {
  return run('npm', ['run', '--silent', 'example', `examples/${name}`, ...options], { cwd: root });
}

let server: ApiServer;
let folder: string;
/** Where the React example is served: another origin than the API. */
let page: Server;
let pageUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-examples-'));
  page = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = join(folder, 'react', pathname === '/' ? 'index.html' : pathname);
    const type = extname(file) === '.js' ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': type }).end(await readFile(file).catch(() => ''));
  });
  await new Promise<void>(resolve => page.listen(0, 'localhost', resolve));
  const address = page.address();
  pageUrl = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  server = await startApiServer({ corsOrigins: [pageUrl] });
});
afterAll(async () => {
  await server.close();
  page.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the examples', () => {
  it.each(['websocket.ts', 'server-sent-events.ts'])('%s prints every scale as it comes', async example => {
    const { stdout } = await runExample(example, server.url, 'fox');
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(testSides.length + 1);
    for (const [index, side] of testSides.entries()) {
      const [, width, height, url = ''] = /^(\d+) x (\d+) (.+)$/.exec(lines[index] ?? '') ?? [];
      expect([width, height]).toEqual([String(side * 16), String(side * 16)]);
      expect((await fetch(url)).status).toBe(200);
    }
    expect(lines.at(-1)).toBe('SUCCEEDED');
  });

  it('curl.sh prints the address of every scale and saves the last', async () => {
    const { stdout } = await run(join(root, 'examples/curl.sh'), [server.url, 'fox'], { cwd: folder });
    expect(stdout.trim().split('\n')).toHaveLength(testSides.length);
    expect(await sharp(join(folder, 'picture.png')).metadata()).toMatchObject({ width: 96, height: 96 });
  });

  it.each(['websocket.ts', 'server-sent-events.ts'])(
    '%s says what the server does not know',
    async example => {
      const failing = runExample(example, server.url, 'unheard of');
      await expect(failing).rejects.toThrow('unheard of');
    },
  );

  it.skipIf(withoutBrowser)(
    'the React component shows the picture sharpen',
    async () => {
      await build({
        root: join(root, 'examples/react'),
        configFile: false,
        logLevel: 'error',
        oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
        build: { outDir: join(folder, 'react') },
      });
      const browser = await launchBrowser();
      try {
        const view = await browser.newPage();
        const { problems } = observe(view);
        server.runtime.engine.hold();
        await view.goto(`${pageUrl}/?server=${encodeURIComponent(server.url)}&name=fox`);
        const picture = view.getByRole('img', { name: 'fox' });
        const side = () =>
          picture.evaluate(image => (image instanceof HTMLImageElement ? image.naturalWidth : 0));
        for (const expected of testSides.slice(0, 3)) {
          await server.runtime.engine.reached();
          server.runtime.engine.step();
          await expect.poll(side, { timeout: 20_000 }).toBe(expected * 16);
        }
        server.runtime.engine.release();
        await expect.poll(side, { timeout: 20_000 }).toBe(96);
        expect(problems).toEqual([]);
      } finally {
        await browser.close();
      }
    },
    120_000,
  );
});
