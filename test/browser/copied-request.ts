import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { post } from '../api/api-server.ts';
import { type Studio, soon } from './studio.ts';

const createdSchema = z.object({
  data: z.record(z.string(), z.object({ generations: z.array(z.object({ id: z.string() })).length(1) })),
});
const digestsSchema = z.object({
  data: z.object({
    generation: z.object({ status: z.string(), scales: z.array(z.object({ digest: z.string() })) }),
  }),
});

/** Expects that what the open page of a picture has to copy makes the same picture. */
export async function expectCopiedMakesTheSame(studio: Studio, url: string, mutation: string): Promise<void> {
  const { page, context } = studio;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByText(`${mutation}(input: {`).waitFor();
  await studio.button('Copy as GraphQL').click();
  await page.getByText('Copied').waitFor();
  const id = await sendCopied(page, url, mutation);
  await soon(() => digestsOf(url, id)).toEqual(await digestsOf(url, idOfPage(page)));
}

/** Sends what is in the clipboard. @returns the id of what it made. */
async function sendCopied(page: Page, url: string, mutation: string): Promise<string> {
  const query = await page.evaluate(() => navigator.clipboard.readText());
  const { data } = createdSchema.parse(await (await post(url, { query })).json());
  expect(Object.keys(data)).toEqual([mutation]);
  return data[mutation]?.generations[0]?.id ?? '';
}

/** Digests of a generation's scales once it has succeeded; null before. */
async function digestsOf(url: string, id: string): Promise<string[] | null> {
  const query = '($id: ID!) { generation(id: $id) { status scales { digest } } }';
  const answer = await (await post(url, { query: `query ${query}`, variables: { id } })).json();
  const { status, scales } = digestsSchema.parse(answer).data.generation;
  return status === 'SUCCEEDED' ? scales.map(({ digest }) => digest) : null;
}

/** Id of the picture whose page is open. */
function idOfPage(page: Page): string {
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
}
