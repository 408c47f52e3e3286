import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Access, openAccess } from '../../src/access/access.ts';
import { createKey, revokeKey } from '../../src/access/key-store.ts';
import type { OwnerId } from '../../src/access/viewer.ts';
import type { Database } from '../../src/database/database.ts';
import { type ApiServer, startApiServer } from '../api/api-server.ts';
import { openTestDatabase } from '../setup/test-databases.ts';
import { launchBrowser, withoutBrowser } from './browser.ts';
import { Studio } from './studio.ts';

// A page, a server and a browser on few cores.
vi.setConfig({ testTimeout: 180_000 });

describe.skipIf(withoutBrowser)('the studio of a server that asks for keys', () => {
  let database: Database;
  let access: Access;
  let server: ApiServer;
  let browser: Browser;

  beforeAll(async () => {
    database = await openTestDatabase('server');
    access = await openAccess({ kind: 'keys' }, database, pino({ level: 'silent' }));
    server = await startApiServer({ database, access });
    browser = await launchBrowser();
    // Waits for the page to be built.
    await fetch(server.url);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server.close();
    await access.close();
    await database.close();
  });

  it('asks for a key, draws with it, and asks again when it was revoked', async () => {
    const { token, key } = await createKey(
      database.kysely,
      {
        name: 'anna',
        owner: 'anna' as OwnerId,
        scopes: ['read', 'generate'],
        expiresAt: null,
      },
      'test',
    );
    const studio = await Studio.open(browser, server.url, 'desktop');
    const field = studio.page.getByLabel('Access key');
    await field.waitFor();
    expect(await studio.seriousFindings()).toEqual([]);
    await studio.screenshot('sign-in');

    await field.fill('fv_wrong');
    await field.press('Enter');
    await studio.page.getByText('This key was not accepted.').waitFor();

    await field.fill(token);
    await field.press('Enter');
    await studio.draw('fox');
    await studio.says(/^Finished in/);
    const image = studio.pictures.first().getByRole('img').first();
    expect(
      await image.evaluate(element => element instanceof HTMLImageElement && element.naturalWidth),
    ).toBeGreaterThan(0);

    // The key is kept with the tab.
    await studio.page.reload();
    await studio.classField.waitFor();
    await revokeKey(database.kysely, key.prefix, 'test');
    await studio.goTo('/history');
    await studio.page.getByText('This key was not accepted.').waitFor();
    await studio.context.close();
  });

  it('forgets the key when one signs out', async () => {
    const { token } = await createKey(
      database.kysely,
      {
        name: 'ben',
        owner: 'ben' as OwnerId,
        scopes: ['read', 'generate'],
        expiresAt: null,
      },
      'test',
    );
    const studio = await Studio.open(browser, server.url, 'phone');
    const field = studio.page.getByLabel('Access key');
    await field.fill(token);
    await field.press('Enter');
    await studio.classField.waitFor();
    await studio.button('Sign out').click();
    await field.waitFor();
    await studio.page.reload();
    await field.waitFor();
    await studio.context.close();
  });
});
