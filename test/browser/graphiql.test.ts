import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from '../api/api-server.ts';

/** Fails, rather than being skipped, where there is no browser: name one with CHROMIUM_PATH. */
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const artifacts = join(import.meta.dirname, '../artifacts');

let server: ApiServer;
let browser: Browser | undefined;

beforeAll(async () => {
  await mkdir(artifacts, { recursive: true });
  server = await startApiServer();
  browser = await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await server.close();
});

function newPage(): Promise<Page> {
  if (!browser) throw new Error('The browser is not running.');
  return browser.newPage({ viewport: { width: 1400, height: 900 } });
}

/** What a page asked for, and what went wrong in it. */
function observe(page: Page) {
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', request => requests.push(request.url()));
  page.on('websocket', socket => requests.push(socket.url()));
  page.on('pageerror', error => problems.push(String(error)));
  return { requests, problems };
}

/** What the response editor shows (the lines in view), without any white space. */
async function response(page: Page): Promise<string> {
  const text = await page.locator('.result-window').textContent();
  return (text ?? '').replaceAll(/\s/g, '');
}

function soon(page: Page) {
  return expect.poll(() => response(page), { timeout: 10_000 });
}

async function openTab(page: Page, name: string): Promise<void> {
  const tab: Locator = page.getByRole('tab', { name });
  await tab.getByRole('button', { name, exact: true }).click();
  await expect.poll(() => tab.getAttribute('aria-selected'), { timeout: 10_000 }).toBe('true');
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: /execute query/i }).click();
}

describe('GraphiQL in a browser', () => {
  it('makes a picture in its first tab and shows it sharpen in the second, without any other server', async () => {
    const page = await newPage();
    const { requests, problems } = observe(page);
    await page.goto(server.url);
    await page.getByRole('tab', { name: 'MakePicture' }).waitFor();

    server.runtime.engine.hold();
    await run(page);
    await soon(page).toContain('"status":"QUEUED"');

    await openTab(page, 'WatchNewest');
    await run(page);
    await server.runtime.engine.reached();
    await soon(page).toMatch(/GenerationSnapshot|RUNNING/);
    const urls: string[] = [];
    for (let scale = 0; scale < 4; scale++) {
      server.runtime.engine.step();
      await soon(page).toContain(`"index":${scale},`);
      urls.push(...((await response(page)).match(/http[^"]+\.png/g) ?? []));
      await server.runtime.engine.reached();
    }
    await page.screenshot({ path: join(artifacts, 'graphiql-sharpening.png') });
    server.runtime.engine.release();
    await soon(page).toContain('"status":"SUCCEEDED"');
    urls.push(...((await response(page)).match(/http[^"]+\.png/g) ?? []));
    await page.screenshot({ path: join(artifacts, 'graphiql-finished.png') });

    expect(urls).toHaveLength(5);
    const picture = await newPage();
    const opened = await picture.goto(urls.at(-1) ?? '');
    expect(opened?.status()).toBe(200);
    expect(await picture.locator('img').evaluate(image => [image.clientWidth, image.clientHeight])).toEqual([
      96, 96,
    ]);
    await picture.screenshot({ path: join(artifacts, 'picture.png') });
    expect(await sharp(await opened?.body()).metadata()).toMatchObject({
      format: 'png',
      width: 96,
      height: 96,
    });

    const own = new URL(server.url).host;
    const elsewhere = requests.filter(url => !/^(data|blob):/.test(url) && new URL(url).host !== own);
    expect(elsewhere).toEqual([]);
    expect(requests.some(url => url.startsWith('ws:'))).toBe(true);
    expect(problems).toEqual([]);
  });

  it.each(['History', 'ModelsAndClasses'])('runs its tab %s as it is', async name => {
    const page = await newPage();
    await page.goto(server.url);
    await openTab(page, name);
    await run(page);
    await soon(page).toContain('"data"');
    expect(await response(page)).not.toContain('"errors"');
    await page.close();
  });

  it('shows the documentation of the schema', async () => {
    const page = await newPage();
    await page.goto(server.url);
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.getByRole('link', { name: 'Mutation', exact: true }).click();
    await page.getByText('Asks for pictures: checks and plans the request').waitFor();
    await page.screenshot({ path: join(artifacts, 'graphiql-documentation.png') });
    await page.close();
  });
});
