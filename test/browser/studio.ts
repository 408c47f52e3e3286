import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { artifacts, elsewhere, observe } from './browser.ts';

/** Where the studio is used. */
export const devices = {
  desktop: { viewport: { width: 1400, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const;
export type Device = keyof typeof devices;
export const deviceNames = ['desktop', 'phone'] as const satisfies Device[];

/** How long the page may take to show what it was told. */
const patience = { timeout: 30_000 };

/** Expects something of the page that need not be there at once. */
export function soon<T>(look: () => T) {
  return expect.poll(look, patience);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The studio as a person uses it, on one device; at the end it is asked what went wrong meanwhile. */
export class Studio {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #device: Device;
  readonly #url: string;
  readonly #observed: ReturnType<typeof observe>;

  private constructor(page: Page, device: Device, url: string) {
    this.page = page;
    this.context = page.context();
    this.#device = device;
    this.#url = url;
    this.#observed = observe(page);
    page.on('console', message => {
      if (message.type() === 'error') this.#observed.problems.push(message.text());
    });
    page.setDefaultTimeout(patience.timeout);
  }

  static async open(browser: Browser, url: string, device: Device, path = '/'): Promise<Studio> {
    const context = await browser.newContext({ ...devices[device], acceptDownloads: true });
    const studio = new Studio(await context.newPage(), device, url);
    await studio.goTo(path);
    return studio;
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.#url + path);
  }

  get classField(): Locator {
    return this.page.getByRole('combobox', { name: 'What to draw' });
  }

  /** Pictures on the stage. */
  get pictures(): Locator {
    return this.page.getByRole('article');
  }

  rung(scale: number, within: Locator | Page = this.page): Locator {
    return within.getByRole('radio', { name: new RegExp(`^Scale ${scale} of`) });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Asks for a picture of what is typed, by name. */
  async draw(className: string): Promise<void> {
    await this.classField.fill(className);
    await this.classField.press('Escape');
    await this.button(/^Draw/).click();
  }

  async setting(name: 'Pictures' | 'Top-k', value: number): Promise<void> {
    const field = this.page.getByRole('textbox', { name });
    await field.fill(String(value));
    await field.press('Tab');
  }

  async says(text: string | RegExp, count = 1): Promise<void> {
    await soon(() => this.page.getByRole('status').getByText(text).count()).toBe(count);
  }

  /** The large picture's description, which says which scale it is. */
  shownScale(within: Locator | Page = this.page): Promise<string | null> {
    return within.getByRole('img', { name: /scale/ }).last().getAttribute('alt');
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(artifacts, `studio-${name}-${this.#device}.png`) });
  }

  /**
   * What axe finds of weight in the view as it is, light and dark.
   * @param but rules that do not hold for what is shown.
   */
  async seriousFindings({ but = [] }: { but?: readonly string[] } = {}): Promise<string[]> {
    const findings: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await this.page.evaluate(axe);
      const { violations } = await this.page.evaluate<AxeResults>('axe.run(document)');
      for (const { id, impact, help, nodes } of violations) {
        if ((impact !== 'serious' && impact !== 'critical') || but.includes(id)) continue;
        findings.push(`${colorScheme}: ${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
      }
    }
    await this.page.emulateMedia({ colorScheme: null, reducedMotion: null });
    return findings;
  }

  /** Whether anything is wider than the window. */
  overflows(): Promise<boolean> {
    return this.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  }

  /** Closes the page, which must have asked nobody else for anything and have reported no error. */
  async close(): Promise<void> {
    await this.context.close();
    expect(elsewhere(this.#observed.requests, this.#url)).toEqual([]);
    expect(this.#observed.problems).toEqual([]);
  }
}
