import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { raw } from './raw-document.ts';
import { overWebSocket } from './transports.ts';

/** As ids and cursors go, endless; bytes that decode to something and bytes that do not. */
const endless = [Buffer.from(`Generation:${'1'.repeat(100_000)}`).toString('base64'), '😀'.repeat(50_000)];
/** Subscriptions take no more than 64 KiB: some bytes for each of these. */
const longestInSubscription = 15_000;
/** What an answer that repeats nothing of that at length stays under. */
const short = 3000;

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const fields = {
  'the id of a generation': 'query ($text: ID!) { generation(id: $text) { id } }',
  'the cursor of a list': 'query ($text: String) { generations(after: $text) { edges { cursor } } }',
  'the cursor of classes': 'query ($text: String) { model { classes(after: $text) { edges { cursor } } } }',
  'what is canceled':
    'mutation ($text: ID!) { cancelGeneration(input: { id: $text }) { ... on NotFoundError { message key } } }',
  'what is held':
    'mutation ($text: ID!) { holdGeneration(input: { id: $text }) { ... on NotFoundError { message key } } }',
  'what is resumed':
    'mutation ($text: ID!) { resumeGeneration(input: { id: $text }) { ... on NotFoundError { message key } } }',
  'what is accepted':
    'mutation ($text: ID!) { acceptGeneration(input: { id: $text, scale: 0 }) { ... on NotFoundError { message key } } }',
  'a parent':
    'mutation ($text: ID!) { branchGeneration(input: { id: $text, scale: 0 }) { ... on NotFoundError { message key } } }',
  'a source':
    'mutation ($text: ID!) { refineImage(input: { source: { scale: $text }, fidelity: 1 }) { ... on NotFoundError { message key } } }',
  'a model':
    'mutation ($text: String!) { generateImage(input: { model: $text }) { ... on InvalidInputError { message given } } }',
  'an idempotency key':
    'mutation ($text: String!) { generateImage(input: { idempotencyKey: $text }) { ... on InvalidInputError { message given } } }',
};

it.each(Object.entries(fields))('%s of any length is shown in part only', async (_name, query) => {
  for (const text of endless) {
    const answer = await (await post(server.url, { query, variables: { text } })).text();
    expect(answer).toMatch(/NOT_FOUND|INVALID_INPUT|There is no|must be/);
    expect(answer).not.toContain('INTERNAL');
    expect(answer.length).toBeLessThan(short);
  }
});

it('what is watched is shown in part only', async () => {
  for (const text of endless.map(text => text.slice(0, longestInSubscription))) {
    const document = raw<unknown, { text: string }>(
      'subscription ($text: ID!) { generationProgress(id: $text) { __typename } }',
    );
    const { value } = await overWebSocket(server.url, document, { text }).next();
    expect(value?.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(JSON.stringify(value).length).toBeLessThan(short);
  }
});

it('an error repeated a hundred times stays small, and is reported a few times', async () => {
  const aliases = Array.from({ length: 150 }, (_, alias) => `a${alias}: generation(id: $text) { id }`);
  const query = `query ($text: ID!) { ${aliases.join(' ')} }`;
  const answer = await (await post(server.url, { query, variables: { text: endless[0] } })).text();
  expect(answer.length).toBeLessThan(51 * short);
});
