import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from '../api/api-server.ts';
import { artifacts, elsewhere, launchBrowser, newPage, observe, withoutBrowser } from './browser.ts';
import { GraphiqlTabs } from './graphiql-page.ts';

describe.skipIf(withoutBrowser)('GraphiQL in a browser', () => {
  let server: ApiServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startApiServer();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server.close();
  });

  it('makes a picture in its first tab and shows it sharpen in the second, without any other server', async () => {
    const page = await newPage(browser);
    const { requests, problems } = observe(page);
    const graphiql = new GraphiqlTabs(page);
    await graphiql.open(`${server.url}/graphql`);

    server.runtime.engine.hold();
    await graphiql.run();
    await graphiql.soon.toContain('"status":"QUEUED"');

    await graphiql.select('WatchNewest');
    await graphiql.run();
    await server.runtime.engine.reached();
    await graphiql.soon.toMatch(/GenerationSnapshot|RUNNING/);
    const urls: string[] = [];
    for (let scale = 0; scale < 4; scale++) {
      server.runtime.engine.step();
      await graphiql.soon.toContain(`"index":${scale},`);
      urls.push(...(await graphiql.pictureUrls()));
      await server.runtime.engine.reached();
    }
    await page.screenshot({ path: join(artifacts, 'graphiql-sharpening.png') });
    server.runtime.engine.release();
    await graphiql.soon.toContain('"status":"SUCCEEDED"');
    const [best = ''] = await graphiql.pictureUrls();
    await page.screenshot({ path: join(artifacts, 'graphiql-finished.png') });

    expect(new Set(urls).size).toBe(4);
    const picture = await newPage(browser);
    const opened = await picture.goto(best);
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

    expect(elsewhere(requests, server.url)).toEqual([]);
    expect(requests.some(url => url.startsWith('ws:'))).toBe(true);
    expect(problems).toEqual([]);
  });

  it.each(['History', 'ModelsAndClasses'])('runs its tab %s as it is', async name => {
    const page = await newPage(browser);
    const graphiql = new GraphiqlTabs(page);
    await graphiql.open(`${server.url}/graphql`);
    await graphiql.select(name);
    await graphiql.run();
    await graphiql.soon.toContain('"data"');
    expect(await graphiql.response()).not.toContain('"errors"');
    await page.close();
  });

  it('shows the documentation of the schema', async () => {
    const page = await newPage(browser);
    await new GraphiqlTabs(page).open(`${server.url}/graphql`);
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.getByRole('link', { name: 'Mutation', exact: true }).click();
    await page.getByText('Requests pictures: validates, plans and queues the request').waitFor();
    await page.screenshot({ path: join(artifacts, 'graphiql-documentation.png') });
    await page.close();
  });
});
