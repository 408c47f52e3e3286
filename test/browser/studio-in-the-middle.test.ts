import type { Browser, WebSocketRoute } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { accept } from '../api/accept.ts';
import { type ApiServer, startApiServer } from '../api/api-server.ts';
import { testSides } from '../setup/test-models.ts';
import { launchBrowser, withoutBrowser } from './browser.ts';
import { deviceNames, Studio, soon } from './studio.ts';

// A page, a server and a browser on few cores.
vi.setConfig({ testTimeout: 180_000 });

const scales = testSides.length;

/** A model whose scales are finished when the test says so. */
describe.skipIf(withoutBrowser)('the studio while pictures are made', () => {
  let server: ApiServer;
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    return () => browser.close();
  });
  beforeEach(async () => {
    server = await startApiServer();
    // Waits for the page to be built.
    await fetch(server.url);
  }, 120_000);
  afterEach(() => server.close());

  const step = async (studio: Studio, scale: number) => {
    await server.runtime.engine.reached();
    server.runtime.engine.step();
    await soon(() => studio.shownScale()).toBe(`fox, scale ${scale} of ${scales}`);
  };

  describe.each(deviceNames)('on a %s', device => {
    it('shows a picture sharpen in its place, scale by scale, and lets earlier ones be looked at', async () => {
      server.runtime.engine.hold();
      const studio = await Studio.open(browser, server.url, device);
      await studio.draw('fox');
      await studio.says(`Scale 1 of ${scales}`);
      expect(await studio.rung(1).isDisabled()).toBe(true);
      await studio.screenshot('begun');
      for (let scale = 1; scale <= 3; scale++) await step(studio, scale);
      await studio.says(/^Scale 4 of/);
      await studio.screenshot('sharpening');
      expect(await studio.seriousFindings()).toEqual([]);
      expect(await studio.overflows()).toBe(false);

      await studio.rung(1).click();
      await soon(() => studio.shownScale()).toBe(`fox, scale 1 of ${scales}`);
      await server.runtime.engine.reached();
      server.runtime.engine.step();
      await soon(() => studio.rung(4).isDisabled()).toBe(false);
      expect(await studio.shownScale()).toBe(`fox, scale 1 of ${scales}`);
      await studio.rung(4).click();
      server.runtime.engine.release();
      await studio.says(/^Finished in/);
      await soon(() => studio.shownScale()).toBe(`fox, scale ${scales} of ${scales}`);
      await studio.close();
    });

    it('continues after a reload', async () => {
      server.runtime.engine.hold();
      const studio = await Studio.open(browser, server.url, device);
      await studio.draw('fox');
      await step(studio, 1);
      await step(studio, 2);
      await studio.page.reload();
      await soon(() => studio.shownScale()).toBe(`fox, scale 2 of ${scales}`);
      await step(studio, 3);
      server.runtime.engine.release();
      await studio.says(/^Finished in/);
      await studio.close();
    });

    it('stops a picture that is not wanted, and keeps what there is of it', async () => {
      server.runtime.engine.hold();
      const studio = await Studio.open(browser, server.url, device);
      await studio.draw('fox');
      await step(studio, 1);
      await studio.button('Cancel').click();
      await studio.says('Stopping after this scale');
      server.runtime.engine.release();
      await studio.says(/^Canceled after \d of 5 scales$/);
      expect(await studio.button('Cancel').count()).toBe(0);
      await studio.screenshot('canceled');
      expect(await studio.seriousFindings()).toEqual([]);
      await studio.close();
    });

    it('keeps a scale as the picture', async () => {
      server.runtime.engine.hold();
      const studio = await Studio.open(browser, server.url, device);
      await studio.draw('fox');
      for (let scale = 1; scale <= 3; scale++) await step(studio, scale);
      await studio.rung(2).click();
      await studio.button('Keep this one').click();
      await studio.says(`Kept at scale 2 of ${scales}`);
      server.runtime.engine.release();
      expect(await studio.shownScale()).toBe(`fox, scale 2 of ${scales}`);
      await studio.screenshot('kept');
      await studio.close();
    });

    it('holds pictures after a scale, and finishes the chosen one', async () => {
      const studio = await Studio.open(browser, server.url, device);
      if (device === 'phone') await studio.button('Settings').click();
      const waiting = studio.page.getByRole('slider', { name: 'Pause after' });
      await waiting.press('Home');
      await waiting.press('ArrowRight');
      await studio.draw('fox');
      await studio.says(`Waiting after 2 of ${scales} scales`);
      await studio.screenshot('waiting');
      await studio.button('Finish it').click();
      await studio.says(/^Finished in/);
      await studio.close();
    });

    it('says who goes first', async () => {
      server.runtime.engine.hold();
      await accept(server);
      await server.runtime.engine.reached();
      await accept(server);
      const studio = await Studio.open(browser, server.url, device);
      await studio.draw('fox');
      await studio.says(/^1 ahead of it/);
      await studio.screenshot('in-line');
      await studio.button('Cancel').click();
      await studio.says('Canceled');
      server.runtime.engine.release();
      await studio.close();
    });
  });

  it('resumes after the last event when the connection was lost', async () => {
    server.runtime.engine.hold();
    const studio = await Studio.open(browser, server.url, 'desktop');
    const connections: WebSocketRoute[] = [];
    const asked: string[] = [];
    await studio.page.routeWebSocket('**/graphql', route => {
      connections.push(route);
      const toServer = route.connectToServer();
      route.onMessage(message => {
        asked.push(String(message));
        toServer.send(message);
      });
    });
    // Only what is opened after that is routed.
    await studio.page.reload();
    await studio.draw('fox');
    await step(studio, 1);
    await step(studio, 2);
    expect(connections.length).toBe(1);
    await connections[0]?.close({ code: 1001, reason: 'gone for a moment' });
    await step(studio, 3);
    expect(connections.length).toBe(2);
    const subscriptions = asked.filter(message => message.includes('"subscribe"'));
    expect(subscriptions.map(message => JSON.parse(message).payload.variables.after)).toEqual([
      expect.any(Number),
      // Queued, running, two scales.
      4,
    ]);
    server.runtime.engine.release();
    await studio.says(/^Finished in/);
    await studio.close();
  });

  it('says so when the server cannot be reached', async () => {
    const studio = await Studio.open(browser, server.url, 'desktop');
    await studio.classField.waitFor();
    await studio.context.setOffline(true);
    await studio.draw('fox');
    await studio.page.getByText('The server cannot be reached. Is it running?').waitFor();
    await studio.screenshot('offline');
    expect(await studio.seriousFindings()).toEqual([]);
    await studio.context.close();
  });

  it('can be tried again when the server could not be reached from the start', async () => {
    const studio = await Studio.open(browser, server.url, 'desktop');
    await studio.page.route('**/graphql', route => route.abort());
    await studio.page.reload();
    await studio.page.getByRole('alert').getByText('The server cannot be reached').waitFor();
    await studio.screenshot('unreachable');
    expect(await studio.seriousFindings()).toEqual([]);
    await studio.page.unroute('**/graphql');
    await studio.button('Try again').click();
    await studio.classField.waitFor();
    await studio.context.close();
  });
});
