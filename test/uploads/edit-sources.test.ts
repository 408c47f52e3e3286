import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, post, startApiServer } from '../api/api-server.ts';
import { claimedPng, gifOfFrames, webpOfFrames } from '../images/hostile-files.ts';
import { tiffOfSamples } from '../images/tiff-of-samples.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const errorFields =
  '... on InvalidInputError { field given allowed } ... on NotFoundError { kind key } ... on Error { message }';
const requestPlan = `query ($input: RequestInput!) { requestPlan(input: $input) { __typename ${errorFields} ... on RequestPlan {
  warnings plan { rows columns mask { sampledCells } } edit { ... on PictureEdit { notes mapping { sourceSize { width height } } } } } } }`;
const inpaintImage = `mutation ($input: InpaintImageInput!) { inpaintImage(input: $input) { __typename ${errorFields}
  ... on GenerationsCreated { generations { id warnings } } } }`;

type Files = Readonly<Record<string, Uint8Array>>;

/** Sends an operation with the files that stand at paths of its variables. */
async function upload(query: string, variables: unknown, files: Files) {
  const body = new FormData();
  const entries = Object.entries(files);
  body.append('operations', JSON.stringify({ query, variables }));
  body.append('map', JSON.stringify(Object.fromEntries(entries.map(([path], index) => [index, [path]]))));
  for (const [index, [, bytes]] of entries.entries())
    body.append(String(index), new Blob([Uint8Array.from(bytes)], { type: 'image/png' }), 'picture.png');
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    body,
    headers: { 'graphql-require-preflight': '1' },
  });
  return response.json();
}

/** Plans an in-painting of an uploaded source, with an uploaded mask. */
async function plan(source: Uint8Array, mask: Uint8Array) {
  const input = {
    source: { upload: null },
    mask: { image: { upload: null }, polarity: 'WHITE_IS_EDIT' },
  };
  const { data, errors } = await upload(
    requestPlan,
    { input: { inpaint: input } },
    {
      'variables.input.inpaint.source.upload': source,
      'variables.input.inpaint.mask.image.upload': mask,
    },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.requestPlan;
}

function flat(width: number, height: number, background: string) {
  return sharp({ create: { width, height, channels: 3, background } });
}

const photo = () => flat(100, 60, 'red').jpeg().toBuffer();
const mask = () => flat(100, 60, 'white').png().toBuffer();

describe('an uploaded picture', () => {
  it('is a source, and another the mask', async () => {
    const input = {
      source: { upload: null },
      mask: { image: { upload: null }, polarity: 'WHITE_IS_EDIT' },
      seed: 1,
    };
    const { data } = await upload(
      inpaintImage,
      { input },
      {
        'variables.input.source.upload': await photo(),
        'variables.input.mask.image.upload': await mask(),
      },
    );
    expect(data.inpaintImage.__typename).toBe('GenerationsCreated');
    expect(data.inpaintImage.generations).toHaveLength(1);
  });

  it('is read by its content, whatever its name, and the edit reports conversions', async () => {
    const turned = await flat(60, 100, 'red').withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { edit } = await plan(turned, await mask());
    expect(edit.mapping.sourceSize).toEqual({ width: 100, height: 60 });
    expect(edit.notes[0]).toContain('EXIF orientation');
  });

  it('of many frames is its first', async () => {
    expect((await plan(gifOfFrames(1000), await mask())).edit.notes[0]).toContain('only the first is used');
    expect((await plan(await webpOfFrames(1000), await mask())).edit.notes[0]).toContain(
      'only the first is used',
    );
  });

  it.each([
    ['a PDF document', async () => Buffer.from('%PDF-1.7')],
    ['an SVG or XML document', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['an empty file', async () => Buffer.alloc(0)],
    ['cannot be decoded', async () => (await photo()).subarray(0, 100)],
    ['30000 x 30000 pixels', async () => claimedPng(30_000, 30_000, 1)],
    ['1 x 49000000 pixels', async () => claimedPng(1, 49_000_000, 1)],
  ])('is refused in the field it came in: %s', async (given, build) => {
    const bytes = await build();
    for (const [field, answer] of [
      ['source.upload', await plan(bytes, await mask())],
      ['mask.image.upload', await plan(await photo(), bytes)],
    ] as const) {
      expect(answer).toMatchObject({ __typename: 'InvalidInputError', field });
      expect(answer.given).toContain(given);
      expect(answer.allowed).not.toBe('');
    }
  });

  it('of zeros and ones is a mask of black and white, with a warning before and after', async () => {
    const half = Uint8Array.from({ length: 100 * 60 }, (_, place) => (place % 100 < 50 ? 1 : 0));
    const ones = await sharp(half, { raw: { width: 100, height: 60, channels: 1 } })
      .png()
      .toBuffer();
    const { warnings, plan: scales } = await plan(await photo(), ones);
    expect(warnings).toEqual([expect.stringContaining('only the values 0 and 1')]);
    const finest = scales.at(-1);
    expect(finest.mask.sampledCells).toBeGreaterThan(0);
    expect(finest.mask.sampledCells).toBeLessThan(finest.rows * finest.columns);
    const { data } = await upload(
      inpaintImage,
      { input: { source: { upload: null }, mask: { image: { upload: null }, polarity: 'WHITE_IS_EDIT' } } },
      { 'variables.input.source.upload': await photo(), 'variables.input.mask.image.upload': ones },
    );
    expect(data.inpaintImage.generations[0].warnings).toEqual(warnings);
  });

  it('of floating-point numbers is read by their range, and the edit says so', async () => {
    const { edit } = await plan(tiffOfSamples(new Float32Array(64 * 64).fill(0.5), 64, 1), await mask());
    expect(edit.notes[0]).toContain('floating-point numbers from 0 to 1');
    const answer = await plan(tiffOfSamples(new Float32Array(64 * 64).fill(-3), 64, 1), await mask());
    expect(answer).toMatchObject({ __typename: 'InvalidInputError', field: 'source.upload' });
  });

  it('of another shape than its source is a mask all the same, with a warning', async () => {
    const { warnings } = await plan(await photo(), await flat(10, 10, 'white').png().toBuffer());
    expect(warnings).toContainEqual(expect.stringContaining('The mask of 10 x 10 was stretched'));
  });
});

describe('a picture in plain JSON', () => {
  const withSource = (source: object) => ({
    query: requestPlan,
    variables: { input: { refine: { source } } },
  });

  it('may be a data URI', async () => {
    const dataUri = `data:image/png;base64,${(await photo()).toString('base64')}`;
    const { data } = await (await post(server.url, withSource({ dataUri }))).json();
    expect(data.requestPlan.__typename).toBe('RequestPlan');
  });

  it('is never fetched', async () => {
    const { data } = await (
      await post(server.url, withSource({ dataUri: `${server.url}/health/live` }))
    ).json();
    expect(data.requestPlan).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'source.dataUri',
      given: JSON.stringify(`${server.url}/health/live`),
      allowed: expect.stringContaining('URLs are not fetched'),
    });
  });

  it.each([[{ upload: 'picture.png' }], [{ upload: {} }]])('is no file: %j', async source => {
    const { errors } = await (await post(server.url, withSource(source))).json();
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0].message).toContain('multipart/form-data');
  });

  it.each(['nonsense', 'U2NhbGU6bm8='])('is no scale that does not exist: %s', async scale => {
    const { data } = await (await post(server.url, withSource({ scale }))).json();
    expect(data.requestPlan).toMatchObject({ __typename: 'NotFoundError', kind: 'scale', key: scale });
  });
});
