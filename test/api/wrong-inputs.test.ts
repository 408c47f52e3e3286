import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerateImageInput } from '../gql/graphql.ts';
import { accept } from './accept.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { cancelGeneration, countGenerations, generateImage } from './operations.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

async function expectNothingQueued(): Promise<void> {
  const { data } = await server.send(countGenerations, {});
  expect(data?.generations.edges).toEqual([]);
  expect(server.runtime.engine.jobs).toEqual([]);
}

const size = (width: number, height = 96): GenerateImageInput => ({ canvas: { size: { width, height } } });
const schedule = (...sides: number[]): GenerateImageInput => ({
  canvas: { schedule: sides.map(side => ({ rows: side, columns: side })) },
});
/** What JSON cannot carry as a number. */
const text = (value: string) => value as unknown as number;

describe('an invalid input gives an error with the field, the given value and the allowed ones:', () => {
  it.each<[string, GenerateImageInput, string, string]>([
    ['size 0', size(0), 'canvas.size.width', '0'],
    ['size 7', size(7), 'canvas.size.width', '7'],
    ['size 100000', size(100_000), 'canvas.size.width', '100000'],
    ['a negative size', size(96, -96), 'canvas.size.height', '-96'],
    [
      'an aspect ratio of 0',
      { canvas: { aspectRatio: { width: 0, height: 1 } } },
      'canvas.aspectRatio.width',
      '0',
    ],
    [
      'an aspect ratio of 100:1',
      { canvas: { aspectRatio: { width: 100, height: 1 } } },
      'canvas.aspectRatio',
      '100',
    ],
    ['an empty schedule', schedule(), 'canvas.schedule', '[]'],
    ['a descending schedule', schedule(1, 4, 2), 'canvas.schedule.2', '"2 x 2"'],
    ['a schedule that stands still', schedule(1, 2, 2), 'canvas.schedule.2', '"2 x 2"'],
    ['an enormous grid', schedule(1, 100_000), 'canvas.schedule.1.rows', '100000'],
    ['a schedule of another name', { canvas: { publishedSchedule: 'x' } }, 'canvas.publishedSchedule', '"x"'],
    ['5 steps', { steps: 5 }, 'steps', '5'],
    ['17 steps', { steps: 17 }, 'steps', '17'],
    ['guidance below 0', { guidance: { scale: -1 } }, 'guidance.scale', '-1'],
    ['guidance above 20', { guidance: { scale: 20.5 } }, 'guidance.scale', '20.5'],
    ['top-p 0', { sampling: { topP: 0 } }, 'sampling.topP', '0'],
    ['top-p 2', { sampling: { topP: 2 } }, 'sampling.topP', '2'],
    ['top-k below 0', { sampling: { topK: -1 } }, 'sampling.topK', '-1'],
    ['top-k above the codebook', { sampling: { topK: 1_000_000 } }, 'sampling.topK', '1000000'],
    ['a seed of 2^60', { seed: 2 ** 60 }, 'seed', '1152921504606847000'],
    ['a seed of 2^60 as text', { seed: text('1152921504606846976') }, 'seed', '1152921504606847000'],
    ['a seed below 0', { seed: -1 }, 'seed', '-1'],
    ['half a seed', { seed: 0.5 }, 'seed', '0.5'],
    ['1000 pictures', { count: 1000 }, 'count', '1000'],
    ['no picture', { count: 0 }, 'count', '0'],
    ['a picture before the first', { imageIndex: -1 }, 'imageIndex', '-1'],
    ['class -1', { class: { index: -1 } }, 'class.index', '-1'],
    ['class 1000', { class: { index: 1000 } }, 'class.index', '1000'],
    ['an empty idempotency key', { idempotencyKey: '' }, 'idempotencyKey', '""'],
  ])('%s', async (_case, input, field, given) => {
    const { data, errors } = await server.send(generateImage, { input });
    expect(errors).toBeUndefined();
    expect(data?.generateImage).toMatchObject({ __typename: 'InvalidInputError', field, given });
    expect(data?.generateImage).toHaveProperty('allowed', expect.stringMatching(/\w/));
    await expectNothingQueued();
  });
});

describe('a wrong name is answered with names like it:', () => {
  it.each([
    ['a class', { class: { name: 'fxo' } }, { kind: 'class', key: 'fxo', suggestions: ['fox'] }],
    [
      'a class that is a part',
      { class: { name: 'panda' } },
      { kind: 'class', key: 'panda', suggestions: ['red panda'] },
    ],
    ['a model', { model: 'huge' }, { kind: 'model', key: 'huge', suggestions: ['tiny'] }],
  ])('%s', async (_case, input, expected) => {
    const { data } = await server.send(generateImage, { input });
    expect(data?.generateImage).toMatchObject({ __typename: 'NotFoundError', ...expected });
    await expectNothingQueued();
  });
});

describe('a value that does not fit its type is refused by the name of its field:', () => {
  it.each<[string, object, string, string]>([
    ['a text for a number', size(text('wide')), 'canvas.size.width', '"wide"'],
    ['null for a size', { canvas: { size: { width: null, height: 96 } } }, 'canvas.size.width', 'null'],
    ['half a pixel', size(96.5), 'canvas.size.width', '96.5'],
    ['a size beyond 32 bits', size(1e12), 'canvas.size.width', '1000000000000'],
    ['a grid of half a token', schedule(1, 1.5), 'canvas.schedule.1.rows', '1.5'],
    ['half a class', { class: { index: 0.5 } }, 'class.index', '0.5'],
    ['a truth value for a seed', { seed: true }, 'seed', 'true'],
    [
      'two kinds of canvas',
      { canvas: { aspectRatio: { width: 1, height: 1 }, publishedSchedule: 'short' } },
      'canvas',
      '{"aspectRatio":{"width":1,"height":1},"publishedSchedule":"short"}',
    ],
    ['no kind of canvas', { canvas: {} }, 'canvas', '{}'],
    [
      'a class with name and number',
      { class: { name: 'fox', index: 0 } },
      'class',
      '{"name":"fox","index":0}',
    ],
  ])('%s', async (_case, input, field, given) => {
    const query = 'mutation ($input: GenerateImageInput!) { generateImage(input: $input) { __typename } }';
    const { data, errors } = await (await post(server.url, { query, variables: { input } })).json();
    expect(data).toBeUndefined();
    expect(errors[0].extensions).toEqual({
      code: 'BAD_USER_INPUT',
      field: `input.${field}`,
      given,
      requestId: expect.any(String),
    });
    await expectNothingQueued();
  });

  it('an unknown field', async () => {
    const query = 'mutation ($input: GenerateImageInput!) { generateImage(input: $input) { __typename } }';
    const variables = { input: { colour: 'red' } };
    const { data, errors } = await (await post(server.url, { query, variables })).json();
    expect(data).toBeUndefined();
    expect(errors[0].message).toContain('"colour"');
    expect(errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input' });
  });

  it.each([
    ['half a pixel', '{ canvas: { size: { width: 96.5, height: 96 } } }', 'canvas.size.width'],
    ['1e12 steps', '{ steps: 1e12 }', 'steps'],
    ['a seed of NaN', '{ seed: NaN }', 'seed'],
    ['half a token', '{ canvas: { schedule: [{ rows: 1, columns: 1.5 }] } }', 'canvas.schedule.columns'],
  ])('%s, written into the operation', async (_case, input, field) => {
    const query = `mutation { generateImage(input: ${input}) { __typename } }`;
    const { data, errors } = await (await post(server.url, { query })).json();
    expect(data).toBeUndefined();
    expect(errors[0].extensions).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      field: `input.${field}`,
    });
  });

  it('but a seed of 2^60, which is a number, as any that is not allowed', async () => {
    const query =
      'mutation { generateImage(input: { seed: 1152921504606846976 }) { ... on InvalidInputError { field given } } }';
    const { data } = await (await post(server.url, { query })).json();
    expect(data.generateImage).toEqual({ field: 'seed', given: '1152921504606847000' });
    await expectNothingQueued();
  });
});

describe('canceling what does not exist', () => {
  it.each(['', 'fox', 'R2VuZXJhdGlvbjoxMjM=', 'TW9kZWw6dGlueQ=='])(
    'is answered with a typed error: %j',
    async id => {
      const { data } = await server.send(cancelGeneration, { id });
      expect(data?.cancelGeneration).toEqual({ __typename: 'NotFoundError', kind: 'generation', key: id });
    },
  );
});

describe('what goes beyond', () => {
  it('one key with two inputs is a conflict, and with the same input the same generations', async () => {
    const [first] = await accept(server, { idempotencyKey: 'once' });
    const [again] = await accept(server, { idempotencyKey: 'once' });
    expect(again.id).toBe(first.id);
    const { data } = await server.send(generateImage, {
      input: { class: { name: 'cat' }, idempotencyKey: 'once' },
    });
    expect(data?.generateImage).toMatchObject({
      __typename: 'IdempotencyConflictError',
      idempotencyKey: 'once',
    });
  });

  it('a full queue is reported', async () => {
    const small = await startApiServer({ queueLimit: 2 });
    try {
      const { data } = await small.send(generateImage, { input: { count: 3 } });
      expect(data?.generateImage).toMatchObject({ __typename: 'QueueFullError', limit: 2 });
    } finally {
      await small.close();
    }
  });
});
