import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long a page may take to show what it was just told. */
const patience = { timeout: 20_000 };

/** GraphiQL as a person uses it. */
export class GraphiqlTabs {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url);
    await this.#page.getByRole('tab', { name: 'MakePicture' }).waitFor();
  }

  async select(name: string): Promise<void> {
    const tab = this.#page.getByRole('tab', { name });
    await tab.getByRole('button', { name, exact: true }).click();
    await expect.poll(() => tab.getAttribute('aria-selected'), patience).toBe('true');
  }

  async run(): Promise<void> {
    await this.#page.getByRole('button', { name: /execute query/i }).click();
  }

  /** What the response editor shows (the lines in view), without any white space. */
  async response(): Promise<string> {
    const text = await this.#page.locator('.result-window').textContent();
    return (text ?? '').replaceAll(/\s/g, '');
  }

  /** Waits for the response of the operation that was run last. */
  get soon() {
    return expect.poll(async () => {
      const response = await this.response();
      // For a moment after a change of tabs GraphiQL still looks for the operation of the tab before.
      if (response.includes('Cannotinferoperation')) await this.run();
      return response;
    }, patience);
  }

  /** The addresses of pictures in view. */
  async pictureUrls(): Promise<string[]> {
    return (await this.response()).match(/http[^"]+\.png/g) ?? [];
  }
}
