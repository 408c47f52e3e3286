import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Screenshots are left here, to be looked at. */
export const artifacts = join(import.meta.dirname, '../artifacts');

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const executablePath = process.env.CHROMIUM_PATH ?? usualPlaces.find(place => existsSync(place));

/** Whether browser tests are left out: only where there is no browser, and never in CI, where they fail then. */
export const withoutBrowser = executablePath === undefined && process.env.CI === undefined;

export async function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('There is no Chromium: name one with CHROMIUM_PATH.');
  await mkdir(artifacts, { recursive: true });
  return chromium.launch({
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
}

export function newPage(browser: Browser): Promise<Page> {
  return browser.newPage({ viewport: { width: 1400, height: 900 } });
}

/** What a page asked for, and what went wrong in it. */
export function observe(page: Page) {
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', request => requests.push(request.url()));
  page.on('websocket', socket => requests.push(socket.url()));
  page.on('pageerror', error => problems.push(String(error)));
  return { requests, problems };
}

/** The requests that left the server's own address. */
export function elsewhere(requests: readonly string[], serverUrl: string): string[] {
  const own = new URL(serverUrl).host;
  return requests.filter(url => !/^(data|blob):/.test(url) && new URL(url).host !== own);
}
