import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerOfNpmStart, temporaryDataDir } from '../server/npm-start.ts';
import { launchBrowser, withoutBrowser } from './browser.ts';
import { expectCopiedMakesTheSame } from './copied-request.ts';
import { deviceNames, Studio, soon } from './studio.ts';

/** What a newcomer does: `npm start` with nothing set, open the address, play. */
describe.skipIf(withoutBrowser)('the studio with the bundled model', () => {
  let data: Awaited<ReturnType<typeof temporaryDataDir>>;
  let server: ServerOfNpmStart;
  let browser: Browser;

  beforeAll(async () => {
    data = await temporaryDataDir();
    server = new ServerOfNpmStart({ DATA_DIR: data.path });
    browser = await launchBrowser();
    // The first visit waits for the page to be built.
    await fetch(await server.url);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server.terminate();
    await data[Symbol.asyncDispose]();
  }, 60_000);

  describe.each(deviceNames)('on a %s', device => {
    const open = async (path = '/') => Studio.open(browser, await server.url, device, path);

    it('draws one of the things it offers, at one press', async () => {
      const studio = await open();
      const thumbnail = studio.button('fox').locator('img');
      await soon(() => thumbnail.evaluate(image => 'naturalWidth' in image && image.naturalWidth)).toBe(64);
      await studio.screenshot('invitation');
      expect(await studio.seriousFindings()).toEqual([]);
      expect(await studio.overflows()).toBe(false);

      await studio.button('fox').click();
      await studio.says(/^Finished in/);
      expect(await studio.shownScale()).toBe('fox, scale 8 of 8');
      expect(await studio.classField.inputValue()).toBe('fox');
      await studio.screenshot('picture');
      expect(await studio.seriousFindings()).toEqual([]);
      expect(await studio.overflows()).toBe(false);
      await studio.close();
    }, 120_000);

    it('draws a random class when none is given', async () => {
      const studio = await open();
      await studio.button('Draw it').click();
      await studio.says(/^Finished in/);
      expect(await studio.shownScale()).not.toMatch(/^anything/);
      await studio.pictures.getByRole('link').first().click();
      await studio.page.getByText('class: { name: "').waitFor();
      await studio.close();
    }, 120_000);

    it('finds what to draw while one types, by keyboard alone', async () => {
      const studio = await open();
      const { page } = studio;
      await studio.classField.focus();
      await page.keyboard.type('pand');
      await page.getByRole('option', { name: 'panda' }).waitFor();
      await studio.screenshot('search');
      // Everything but the list is hidden from screen readers then; the focus cannot go there while the list is open.
      expect(await studio.seriousFindings({ but: ['aria-hidden-focus'] })).toEqual([]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await soon(() => studio.classField.inputValue()).toBe('panda');
      await page.keyboard.press('Control+Enter');
      await studio.says(/^Finished in/);

      await studio.rung(8).focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await soon(() => studio.shownScale()).toBe('panda, scale 6 of 8');
      await studio.close();
    }, 120_000);

    it('reports an unknown class and suggests others', async () => {
      const studio = await open();
      await studio.draw('pandaa');
      const alert = studio.page.getByRole('alert');
      await alert.getByText('pandaa').waitFor();
      await studio.screenshot('suggestion');
      expect(await studio.seriousFindings()).toEqual([]);
      await alert.getByRole('button', { name: 'panda' }).click();
      await studio.says(/^Finished in/);
      await studio.close();
    }, 120_000);

    it('draws several of another shape and size, and branches from a scale of one', async () => {
      const studio = await open();
      const { page } = studio;
      if (device === 'phone') await studio.button('Settings').click();
      await page.getByRole('radio', { name: /^Landscape/ }).check({ force: true });
      await page.getByText('144 × 112 px').waitFor();
      await studio.setting('Pictures', 2);
      await studio.draw('rocket');
      await studio.says(/^Finished in/, 2);
      await studio.screenshot('several');
      expect(await studio.overflows()).toBe(false);

      const first = studio.pictures.first();
      await studio.rung(4, first).click();
      await soon(() => studio.shownScale(first)).toMatch(/^rocket, scale 4 of/);
      await first.getByRole('button', { name: 'Vary from here' }).click();
      const dialog = page.getByRole('dialog', { name: 'Vary from here' });
      await dialog.getByText(/^Keeps the scales up to/).waitFor();
      await studio.screenshot('vary');
      expect(await studio.seriousFindings()).toEqual([]);
      await dialog.getByRole('button', { name: 'Draw 4 variations' }).click();
      await soon(() => studio.pictures.count()).toBe(4);
      await studio.says(/^Finished in/, 4);
      const kept = page.getByRole('radio', { name: /, kept$/ });
      expect(await kept.count()).toBe(4 * 4);

      await studio.pictures.first().getByRole('link', { name: 'rocket' }).click();
      const lineage = page.getByRole('region', { name: 'Lineage' });
      await lineage.getByRole('link', { name: /rocket, scale 4/i }).waitFor();
      await studio.screenshot('branch');
      expect(await studio.seriousFindings()).toEqual([]);
      await expectCopiedMakesTheSame(studio, await server.url, 'branchGeneration');
      await lineage.getByRole('link', { name: /rocket, scale 4/i }).click();
      await page.getByRole('heading', { name: 'Made from this picture' }).waitFor();
      // The copied request has made one more.
      await soon(() => lineage.getByRole('listitem').count()).toBe(5);
      await studio.close();
    }, 180_000);

    it('branches from the middle when the viewed scale is the last', async () => {
      const studio = await open();
      const { page } = studio;
      await studio.draw('rocket');
      await studio.says(/^Finished in/);
      await studio.button('Vary from here').click();
      const dialog = page.getByRole('dialog', { name: 'Vary from here' });
      const kept = dialog.getByRole('slider', { name: 'Keep' });
      await dialog.getByText('the first 4 scales').waitFor();
      await kept.press('End');
      await dialog.getByText('Keeps the scales up to 104 × 104 px').waitFor();
      await kept.press('Home');
      await dialog.getByText('Keeps the scales up to 8 × 8 px').waitFor();
      await dialog.getByRole('button', { name: 'Draw 4 variations' }).click();
      await soon(() => page.getByRole('radio', { name: /, kept$/ }).count()).toBe(4);
      await studio.says(/^Finished in/, 4);
      await studio.close();
    }, 120_000);

    it('plays the scales of a picture one after another', async () => {
      const studio = await open();
      const { page } = studio;
      await studio.draw('tiger');
      await studio.says(/^Finished in/);
      const animation = page.getByRole('img', { name: 'tiger, its scales one after another' });
      await studio.button('Play').click();
      await soon(() => animation.evaluate(image => 'naturalWidth' in image && image.naturalWidth)).toBe(128);
      await studio.screenshot('playing');
      expect(await studio.seriousFindings()).toEqual([]);
      await studio.rung(3).click();
      await soon(() => animation.count()).toBe(0);
      expect(await studio.shownScale()).toBe('tiger, scale 3 of 8');
      await studio.close();
    }, 120_000);

    it('draws with the requested sampling', async () => {
      const studio = await open();
      const { page } = studio;
      if (device === 'phone') await studio.button('Settings').click();
      await studio.button('Sampling').click();
      await page.getByRole('radio', { name: 'Ramp' }).check({ force: true });
      await studio.setting('Top-k', 0);
      await page.getByText(/^Samples from all \d+ tokens/).waitFor();
      await page.getByRole('slider', { name: 'Top-p' }).press('End');
      await studio.screenshot('sampling');
      expect(await studio.seriousFindings()).toEqual([]);
      expect(await studio.overflows()).toBe(false);
      await studio.draw('fox');
      await studio.says(/^Finished in/);
      await studio.pictures.getByRole('link', { name: 'fox' }).click();
      await page.getByText('top-k 0, top-p 1').waitFor();
      await page.getByText('1.5, ramp').waitFor();
      await studio.close();
    }, 120_000);

    it('says what to expect of guidance that the model cannot do, before anything is drawn', async () => {
      const studio = await open();
      const { page } = studio;
      if (device === 'phone') await studio.button('Settings').click();
      const guidance = page.getByRole('slider', { name: 'Guidance' });
      const warning = page.getByText(/^guidance\.scale: 10 is outside the range this model does well/);
      await guidance.press('End');
      await warning.waitFor();
      await studio.screenshot('warning');
      expect(await studio.seriousFindings()).toEqual([]);
      expect(await studio.overflows()).toBe(false);
      await guidance.press('Home');
      await page.getByText(/^guidance\.scale: 0 .*the class is ignored/).waitFor();
      expect(await warning.count()).toBe(0);
      await studio.close();
    }, 120_000);

    it('shows everything made, and plays it', async () => {
      const studio = await open();
      const { page } = studio;
      await studio.setting('Pictures', 3);
      await studio.draw('penguin');
      await studio.says(/^Finished in/, 3);
      await page.getByRole('link', { name: 'History' }).click();
      const cards = page.getByRole('main').getByRole('listitem').getByRole('link');
      await soon(() => cards.count()).toBeGreaterThanOrEqual(3);
      await studio.screenshot('history');
      expect(await studio.seriousFindings()).toEqual([]);
      expect(await studio.overflows()).toBe(false);
      const picture = cards.first().locator('img');
      expect(await picture.getAttribute('src')).not.toContain('animation');
      await cards.first().focus();
      await soon(() => picture.getAttribute('src')).toMatch(/animation\.webp\?edge=320$/);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await cards.nth(1).focus();
      await soon(() => picture.getAttribute('src')).not.toContain('animation');
      expect(await cards.nth(1).locator('img').getAttribute('src')).not.toContain('animation');
      await studio.close();
    }, 120_000);

    it('saves a scale or all of them as a file of any format and size', async () => {
      const studio = await open();
      const { page } = studio;
      await studio.draw('whale');
      await studio.says(/^Finished in/);
      await studio.button('Download').click();
      const dialog = page.getByRole('dialog', { name: 'Download' });
      await dialog.getByText('JPEG').click();
      const side = dialog.getByRole('textbox', { name: /Longest side/ });
      await side.fill('64');
      await side.press('Tab');
      const link = dialog.getByRole('link', { name: /^Save 64 × \d+, \d/ });
      await link.waitFor();
      await studio.screenshot('download');
      expect(await studio.seriousFindings()).toEqual([]);
      const still = await saved(studio, () => link.click());
      expect(await sharp(still).metadata()).toMatchObject({ format: 'jpeg', width: 64 });

      await dialog.getByText('All, animated').click();
      await dialog.getByText('GIF').click();
      const animated = dialog.getByRole('link', { name: /^Save/ });
      await soon(() => animated.getAttribute('href')).toContain('animation.gif');
      const animation = await saved(studio, () => animated.click());
      expect(await sharp(animation, { animated: true }).metadata()).toMatchObject({ format: 'gif' });
      await studio.close();
    }, 120_000);

    it('reports an address without a picture', async () => {
      const studio = await open('/pictures/abc');
      await studio.page.getByRole('heading', { name: 'This picture does not exist.' }).waitFor();
      await studio.close();
    }, 120_000);

    it('gives the request of a picture to take away, in three languages', async () => {
      const studio = await open();
      const { page } = studio;
      await studio.draw('owl');
      await studio.says(/^Finished in/);
      await studio.pictures.getByRole('link', { name: 'owl' }).click();
      await studio.screenshot('recipe');
      expect(await studio.overflows()).toBe(false);
      await expectCopiedMakesTheSame(studio, await server.url, 'generateImage');
      for (const language of ['curl', 'TypeScript']) {
        await page.getByRole('tab', { name: language }).click();
        await studio.button(`Copy as ${language}`).click();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
          'generateImage(input: $input)',
        );
      }
      await studio.close();
    }, 120_000);
  });
});

/** The file that an action has the browser save. */
async function saved(studio: Studio, action: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([studio.page.waitForEvent('download'), action()]);
  return readFile(await download.path());
}
