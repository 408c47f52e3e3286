import type { Browser, Locator } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerOfNpmStart, temporaryDataDir } from '../server/npm-start.ts';
import { launchBrowser, withoutBrowser } from './browser.ts';
import { expectCopiedMakesTheSame } from './copied-request.ts';
import { deviceNames, Studio, soon } from './studio.ts';

describe.skipIf(withoutBrowser)('editing in the studio with the bundled model', () => {
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

  it('shows a file as the server reads it, whatever its orientation', async () => {
    const studio = await Studio.open(browser, await server.url, 'desktop', '/edit');
    const { page } = studio;
    for (const format of ['jpeg', 'webp', 'png', 'avif', 'tiff', 'gif'] as const) {
      for (const orientation of [3, 6]) {
        const buffer = await cornered().withMetadata({ orientation }).toFormat(format).toBuffer();
        await choose(studio, { name: `turned.${format}`, mimeType: `image/${format}`, buffer });
        await page.getByRole('radio', { name: 'Refine' }).check({ force: true });
        // What a GIF was told is lost: it has no place for it.
        const turned = format === 'gif' ? cornered() : cornered().rotate(orientation === 3 ? 180 : 90);
        const expected = await cornersOf(await turned.png().toBuffer());
        const shown = await page.getByRole('img', { name: 'As it is' }).getAttribute('src');
        const seen = await cornersOf(Buffer.from(shown?.split(',')[1] ?? '', 'base64'));
        expect(seen, `${format} ${orientation}`).toEqual(expected);
        await studio.button('Another picture').click();
      }
    }
    await studio.close();
  }, 120_000);

  describe.each(deviceNames)('on a %s', device => {
    const open = async (path = '/') => Studio.open(browser, await server.url, device, path);

    it('redraws the painted area, and compares before and after', async () => {
      const studio = await open();
      const { page } = studio;
      await studio.draw('fox');
      await studio.says(/^Finished in/);
      await page.getByRole('main').getByRole('link', { name: 'Edit' }).click();
      const surface = page.getByRole('application');
      await surface.waitFor();
      expect(await studio.button('Draw it').isDisabled()).toBe(true);
      expect(await studio.classField.inputValue()).toBe('fox');

      await paint(studio, surface, device === 'phone');
      await page.getByRole('heading', { name: 'As the model sees it' }).waitFor();
      const finest = page.getByRole('img', { name: /^Scale 8: \d+ of 256 cells are drawn$/ });
      await soon(() => cellsOf(finest)).toBeGreaterThan(5);
      await studio.screenshot('edit-paint');
      expect(await studio.seriousFindings()).toEqual([]);
      expect(await studio.overflows()).toBe(false);

      await page.getByRole('slider', { name: 'Keep the coarse scales' }).press('ArrowRight');
      await page.getByText('the first 1').waitFor();
      await studio.classField.fill('cat');
      await studio.classField.press('Escape');
      await studio.button('Draw it').click();
      await studio.says(/^Finished in/);
      await studio.button('Compare').click();
      const line = page.getByRole('slider', { name: 'Before and after' });
      await page.getByRole('img', { name: 'Before' }).waitFor();
      const shownOfBefore = () =>
        page.getByRole('img', { name: 'Before' }).evaluate(image => getComputedStyle(image).clipPath);
      expect(await shownOfBefore()).toBe('inset(0px 50% 0px 0px)');
      await line.press('ArrowRight');
      await soon(shownOfBefore).toBe('inset(0px 49% 0px 0px)');
      await studio.screenshot('edit-compare');
      expect(await studio.seriousFindings()).toEqual([]);
      await studio.pictures.getByRole('link', { name: 'cat', exact: true }).click();
      await expectCopiedMakesTheSame(studio, await server.url, 'inpaintImage');
      await studio.close();
    }, 180_000);

    it('is painted on by keyboard, with a way back', async () => {
      const studio = await open();
      const { page } = studio;
      await studio.draw('owl');
      await studio.says(/^Finished in/);
      await page.getByRole('main').getByRole('link', { name: 'Edit' }).click();
      const surface = page.getByRole('application');
      await surface.focus();
      const finest = page.getByRole('img', { name: /^Scale 8: \d+ of 256 cells are drawn$/ });
      await page.keyboard.press('Enter');
      await finest.waitFor();
      const dot = await cellsOf(finest);
      for (let stroke = 0; stroke < 4; stroke++) await page.keyboard.press('Shift+ArrowRight');
      await soon(() => cellsOf(finest)).toBeGreaterThan(dot);
      for (let stroke = 0; stroke < 4; stroke++) await page.keyboard.press('Control+z');
      await soon(() => cellsOf(finest)).toBe(dot);
      await studio.button('Clear the mask').click();
      await soon(() => finest.count()).toBe(0);
      expect(await studio.button('Draw it').isDisabled()).toBe(true);
      await studio.close();
    }, 120_000);

    it('takes a file of one’s own, and draws more around it where the frame is dragged to', async () => {
      const studio = await open('/edit');
      const { page } = studio;
      await page.getByText('Drop a picture here').waitFor();
      await studio.screenshot('edit-source');
      expect(await studio.seriousFindings()).toEqual([]);
      await choose(studio, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
      await page.getByRole('alert').getByText('notes.txt: ').waitFor();
      const picture = await sharp({
        create: { width: 120, height: 80, channels: 3, background: { r: 240, g: 120, b: 40 } },
      })
        .jpeg()
        .toBuffer();
      await choose(studio, { name: 'orange.jpg', mimeType: 'image/jpeg', buffer: picture });

      await page.getByText('120 × 80 px').waitFor();
      await page.getByRole('radio', { name: 'Expand' }).check({ force: true });
      const right = page.getByRole('slider', { name: 'Expand at the right' });
      const place = await centreOf(right);
      await page.mouse.move(place.x, place.y);
      await page.mouse.down();
      await page.mouse.move(place.x + 40, place.y + 3, { steps: 4 });
      await page.mouse.up();
      expect(Number(await right.getAttribute('aria-valuenow'))).toBeGreaterThan(20);
      const top = page.getByRole('slider', { name: 'Expand at the top' });
      await top.press('ArrowUp');
      await top.press('Shift+ArrowUp');
      expect(await top.getAttribute('aria-valuetext')).toBe('40 pixels');
      await page.getByRole('heading', { name: 'As the model sees it' }).waitFor();
      await studio.screenshot('edit-expand');
      expect(await studio.seriousFindings()).toEqual([]);
      expect(await studio.overflows()).toBe(false);
      await studio.draw('fox');
      await studio.says(/^Finished in/);
      await studio.screenshot('edit-expanded');
      const expanded = await addressOfPicture(studio);

      await page.getByRole('radio', { name: 'Refine' }).check({ force: true });
      const fidelity = page.getByRole('slider', { name: 'Keep from the picture' });
      await fidelity.waitFor();
      await fidelity.press('Home');
      await page.getByText('scales up to 1').waitFor();
      await studio.screenshot('edit-refine');
      expect(await studio.seriousFindings()).toEqual([]);
      await studio.button('Draw it').click();
      await soon(() => addressOfPicture(studio)).not.toBe(expanded);
      await studio.says(/^Finished in/);
      const refined = await addressOfPicture(studio);

      await studio.goTo(expanded);
      await expectCopiedMakesTheSame(studio, await server.url, 'expandImage');
      await studio.goTo(refined);
      await expectCopiedMakesTheSame(studio, await server.url, 'refineImage');
      await studio.close();
    }, 180_000);
  });
});

/** Red at the top left, green at the top right, blue at the bottom left, white at the bottom right; wider than high. */
function cornered() {
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ];
  const data = Uint8Array.from({ length: 96 * 64 * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % 96, Math.floor(i / 3 / 96)];
    return colours[(y < 32 ? 0 : 2) + (x < 48 ? 0 : 1)]?.[i % 3] ?? 0;
  });
  return sharp(data, { raw: { width: 96, height: 64, channels: 3 } });
}

/** Whether it is high, and the colours of its corners, row by row. */
async function cornersOf(picture: Buffer) {
  const { width = 0, height = 0 } = await sharp(picture).metadata();
  const small = await sharp(picture)
    .removeAlpha()
    .resize(2, 2, { fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer();
  return { isHigh: height > width, corners: [...small].map(value => (value > 127 ? 1 : 0)).join('') };
}

/** Path of the page of the picture on the stage. */
async function addressOfPicture(studio: Studio): Promise<string> {
  const link = studio.pictures.getByRole('link', { name: 'fox', exact: true });
  return (await link.getAttribute('href')) ?? '';
}

/** A stroke across the middle, by finger or by mouse. */
async function paint(studio: Studio, surface: Locator, byFinger: boolean): Promise<void> {
  const { page, context } = studio;
  const { x, y, width, height } = await boxOf(surface);
  const places = Array.from({ length: 8 }, (_, step) => ({
    x: x + width * (0.3 + step * 0.05),
    y: y + height * 0.45,
  }));
  const [first = { x, y }, ...others] = places;
  if (!byFinger) {
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    for (const place of others) await page.mouse.move(place.x, place.y);
    await page.mouse.up();
    return;
  }
  const devtools = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [first]);
  for (const place of others) await touch('touchMove', [place]);
  await touch('touchEnd', []);
}

async function choose(
  studio: Studio,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const [chooser] = await Promise.all([
    studio.page.waitForEvent('filechooser'),
    studio.button('or choose a file').click(),
  ]);
  await chooser.setFiles(file);
}

async function cellsOf(mask: Locator): Promise<number> {
  const [, cells] = /(\d+) of/.exec((await mask.getAttribute('alt')) ?? '') ?? [];
  return Number(cells);
}

async function boxOf(locator: Locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not to be seen.');
  return box;
}

async function centreOf(locator: Locator) {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}
