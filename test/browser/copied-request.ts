import type { Page } from 'playwright-core';
import { z } from 'zod';
import { post } from '../api/api-server.ts';

const createdSchema = z.object({
  data: z.record(z.string(), z.object({ generations: z.array(z.object({ id: z.string() })).length(1) })),
});
const digestsSchema = z.object({
  data: z.object({
    generation: z.object({ status: z.string(), scales: z.array(z.object({ digest: z.string() })) }),
  }),
});

/** Sends what the picture's page has put into the clipboard. @returns the mutation and the id of what it made. */
export async function sendCopied(page: Page, url: string): Promise<{ mutation: string; id: string }> {
  const query = await page.evaluate(() => navigator.clipboard.readText());
  const { data } = createdSchema.parse(await (await post(url, { query })).json());
  const [[mutation, created] = ['', { generations: [] }]] = Object.entries(data);
  return { mutation, id: created.generations[0]?.id ?? '' };
}

/** Digests of a generation's scales once it has succeeded; null before. */
export async function digestsOf(url: string, id: string): Promise<string[] | null> {
  const query = '($id: ID!) { generation(id: $id) { status scales { digest } } }';
  const answer = await (await post(url, { query: `query ${query}`, variables: { id } })).json();
  const { status, scales } = digestsSchema.parse(answer).data.generation;
  return status === 'SUCCEEDED' ? scales.map(({ digest }) => digest) : null;
}

/** Id of the picture whose page is open. */
export function idOfPage(page: Page): string {
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
}
