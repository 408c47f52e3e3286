import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accept } from '../api/accept.ts';
import { type ApiServer, startApiServer } from '../api/api-server.ts';
import { launchBrowser, withoutBrowser } from './browser.ts';
import { Studio, soon } from './studio.ts';

// A page, a server and a browser on few cores.
vi.setConfig({ testTimeout: 180_000 });

describe.skipIf(withoutBrowser)('the history in the studio', () => {
  let server: ApiServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startApiServer();
    browser = await launchBrowser();
    // Waits for the page to be built.
    await fetch(server.url);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server.close();
  });

  it('invites to draw as long as it is empty', async () => {
    const studio = await Studio.open(browser, server.url, 'desktop', '/history');
    await studio.page.getByText('Nothing has been drawn yet.').waitFor();
    await studio.screenshot('history-empty');
    expect(await studio.seriousFindings()).toEqual([]);
    await studio.page.getByRole('link', { name: 'Draw the first picture' }).click();
    await studio.classField.waitFor();
    await studio.close();
  });

  it('reports an address without a picture', async () => {
    const studio = await Studio.open(browser, server.url, 'desktop', '/pictures/nonsense');
    await studio.page.getByRole('heading', { name: 'This picture does not exist.' }).waitFor();
    await studio.close();
  });

  it('loads more while scrolling, newest first, without duplicates', async () => {
    for (let batch = 0; batch < 4; batch++) await accept(server, { count: 16 });
    const studio = await Studio.open(browser, server.url, 'phone', '/history');
    const cards = studio.page.getByRole('main').getByRole('listitem').getByRole('link');
    await cards.first().waitFor();
    const before = await cards.count();
    expect(before).toBeLessThan(64);
    await soon(async () => {
      await cards.last().scrollIntoViewIfNeeded();
      return cards.count();
    }).toBe(64);
    await soon(() => studio.button('Show older pictures').count()).toBe(0);
    const addresses = await cards.evaluateAll(links => links.map(link => link.getAttribute('href')));
    expect(new Set(addresses).size).toBe(64);
    await studio.close();
  });
});
