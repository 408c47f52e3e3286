import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerOfNpmStart, temporaryDataDir } from '../server/npm-start.ts';
import { artifacts, elsewhere, launchBrowser, newPage, observe, withoutBrowser } from './browser.ts';
import { GraphiqlTabs } from './graphiql-page.ts';

/** What a newcomer does: `npm start` with nothing set, open the address, run what is there. */
describe.skipIf(withoutBrowser)('the main job with the bundled model', () => {
  let data: Awaited<ReturnType<typeof temporaryDataDir>>;
  let server: ServerOfNpmStart;
  let browser: Browser;

  beforeAll(async () => {
    data = await temporaryDataDir();
    server = new ServerOfNpmStart({ DATA_DIR: data.path });
    browser = await launchBrowser();
    await server.url;
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server.terminate();
    await data[Symbol.asyncDispose]();
  }, 60_000);

  it('draws a fox when the first two tabs are run as they are', async () => {
    const url = await server.url;
    const page = await newPage(browser);
    const { requests, problems } = observe(page);
    const graphiql = new GraphiqlTabs(page);
    await graphiql.open(`${url}/graphql`);
    await graphiql.run();
    await graphiql.soon.toContain('"seed"');
    await graphiql.select('WatchNewest');
    await graphiql.run();
    await graphiql.soon.toContain('"status":"SUCCEEDED"');
    await page.screenshot({ path: join(artifacts, 'main-job.png') });
    const [address = ''] = await graphiql.pictureUrls();

    const picture = await newPage(browser);
    const opened = await picture.goto(address);
    const bytes = await opened?.body();
    await picture.screenshot({ path: join(artifacts, 'fox.png') });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 128, height: 128 });
    expect(await colours(bytes)).toMatchObject({ background: 'white', thing: 'orange' });

    expect(elsewhere(requests, url)).toEqual([]);
    expect(problems).toEqual([]);
  }, 120_000);
});

/** In words, what stands out: the corners, and the mean of all that is not nearly white. */
async function colours(bytes: Buffer | undefined) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number) => [0, 1, 2].map(i => data[(y * info.width + x) * 3 + i] ?? 0);
  const right = info.width - 1;
  const bottom = info.height - 1;
  const corners = [pixel(0, 0), pixel(right, 0), pixel(0, bottom), pixel(right, bottom)];
  const sum = [0, 0, 0];
  for (let y = 0; y <= bottom; y++)
    for (let x = 0; x <= right; x++) {
      const colour = pixel(x, y);
      if (Math.min(...colour) < 200) for (const i of [0, 1, 2]) sum[i] = (sum[i] ?? 0) + (colour[i] ?? 0);
    }
  const [red = 0, green = 0, blue = 0] = sum;
  return {
    background: corners.every(corner => Math.min(...corner) > 220) ? 'white' : corners,
    thing: red > 1.2 * green && green > 1.1 * blue ? 'orange' : sum,
  };
}
