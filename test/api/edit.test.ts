import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InpaintImageInput } from '../gql/graphql.ts';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import {
  branchGeneration,
  expandImage,
  inpaintImage,
  refineImage,
  requestPlan,
  showEdit,
} from './edit-operations.ts';
import { countGenerations, watch } from './operations.ts';
import { all, overWebSocket } from './transports.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

/** A picture as a data URI; white, grey or black by a function. */
async function dataUri(
  width: number,
  height: number,
  grey: (x: number, y: number) => number,
): Promise<string> {
  const data = Uint8Array.from({ length: width * height }, (_, position) =>
    grey(position % width, Math.floor(position / width)),
  );
  const file = await sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${file.toString('base64')}`;
}

async function pixels(uri: string): Promise<{ width: number; height: number; rgb: Uint8Array }> {
  const file = Buffer.from(uri.replace(/^data:image\/png;base64,/, ''), 'base64');
  const { data, info } = await sharp(file).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
}

const source = () => dataUri(96, 96, (x, y) => (x * 3 + y) % 256);
const leftHalf = () => dataUri(96, 96, x => (x < 48 ? 255 : 0));

/** The one generation that a mutation made, when it has finished. */
async function finished(result: { __typename: string; generations?: { id: string }[] } | undefined) {
  const id = result?.generations?.[0]?.id;
  if (id === undefined) throw new Error(`not accepted: ${JSON.stringify(result)}`);
  await all(overWebSocket(server.url, watch, { id }));
  const { data, errors } = await server.send(showEdit, { id });
  expect(errors).toBeUndefined();
  if (data?.generation == null) throw new Error('it is gone');
  return { id, ...data.generation };
}

async function inpaint(input: Partial<InpaintImageInput> = {}): Promise<InpaintImageInput> {
  return {
    source: { dataUri: await source() },
    mask: { image: { dataUri: await leftHalf() }, polarity: 'WHITE_IS_EDIT' },
    class: { name: 'fox' },
    seed: 7,
    ...input,
  };
}

describe('in-painting over the API', () => {
  it('shows its source, mask, mapping and the mask of every scale, before and after', async () => {
    const input = await inpaint({ feather: 4 });
    const planned = (await server.send(requestPlan, { input: { inpaint: input } })).data?.requestPlan;
    expect((await server.send(countGenerations, {})).data?.generations.edges).toEqual([]);
    const result = (await server.send(inpaintImage, { input })).data?.inpaintImage;
    const generation = await finished(result);
    expect(generation).toMatchObject({
      operation: 'INPAINT',
      status: 'SUCCEEDED',
      parent: null,
      warnings: [],
      edit: {
        __typename: 'InpaintEdit',
        fromScale: 0,
        feather: 4,
        notes: [],
        mapping: {
          sourceSize: { width: 96, height: 96 },
          canvas: { width: 96, height: 96 },
          source: { left: 0, top: 0, width: 96, height: 96 },
          crop: { left: 0, top: 0, width: 96, height: 96 },
        },
      },
    });
    expect(generation.plan.at(-1)).toMatchObject({
      forced: 'PARTLY',
      mask: { rows: Array(6).fill('111000'), sampledCells: 18 },
    });
    if (planned?.__typename !== 'RequestPlan') throw new Error(JSON.stringify(planned));
    expect(planned.plan).toEqual(generation.plan);
    expect(planned.recipe).toEqual({ seed: 7, classIndex: 0, modelName: 'tiny' });
    const { edit } = generation;
    if (edit?.__typename !== 'InpaintEdit' || planned.edit?.__typename !== 'InpaintEdit')
      throw new Error('these are not of an in-painting');
    expect(planned.edit.source.dataUri).toBe(edit.source.dataUri);
    expect(await pixels(edit.source.dataUri)).toEqual(await pixels(await source()));
    expect(await pixels(edit.mask.dataUri)).toEqual(await pixels(await leftHalf()));
    const scaleMask = await pixels(generation.plan.at(-1)?.mask.dataUri ?? '');
    expect([scaleMask.width, scaleMask.height]).toEqual([6, 6]);
    expect([...scaleMask.rgb.slice(0, 18)]).toEqual([...Array(9).fill(255), ...Array(9).fill(0)]);
  });

  it('serves the picture with the source put back, by URL as in the data URI', async () => {
    const result = (await server.send(inpaintImage, { input: await inpaint({ feather: 0 }) })).data;
    const generation = await finished(result?.inpaintImage);
    const image = generation.bestScale?.image;
    const served = await fetch(image?.url ?? '');
    expect(served.status).toBe(200);
    const bytes = Buffer.from(await served.arrayBuffer());
    expect(`data:image/png;base64,${bytes.toString('base64')}`).toBe(image?.dataUri);
    const [shown, original] = [await pixels(image?.dataUri ?? ''), await pixels(await source())];
    for (let y = 0; y < 96; y++) {
      const right = [(y * 96 + 48) * 3, (y + 1) * 96 * 3] as const;
      expect(shown.rgb.slice(...right)).toEqual(original.rgb.slice(...right));
    }
    expect(shown.rgb).not.toEqual(original.rgb);
    // The same tokens shown otherwise are another file.
    const plain = (
      await server.send(inpaintImage, { input: await inpaint({ feather: 0, composite: false }) })
    ).data;
    const other = await finished(plain?.inpaintImage);
    expect(other.bestScale?.tokens).toEqual(generation.bestScale?.tokens);
    expect(other.bestScale?.image.dataUri).not.toBe(image?.dataUri);
  });

  it('starts from a scale of an earlier generation, and is found from it', async () => {
    const [parent] = await accept(server);
    await all(overWebSocket(server.url, watch, { id: parent.id }));
    const before = (await server.send(showEdit, { id: parent.id })).data?.generation;
    const input = await inpaint({ source: { scale: before?.bestScale?.id ?? '' } });
    const generation = await finished((await server.send(inpaintImage, { input })).data?.inpaintImage);
    expect(generation.parent).toEqual({ generation: { id: parent.id }, scaleIndex: 4 });
    const { edit } = generation;
    if (edit?.__typename !== 'InpaintEdit') throw new Error('this is not an in-painting');
    expect(await pixels(edit.source.dataUri)).toEqual(await pixels(before?.bestScale?.image.dataUri ?? ''));
    const after = (await server.send(showEdit, { id: parent.id })).data?.generation;
    expect(after?.branches.edges.map(({ node }) => node)).toEqual([
      { id: generation.id, operation: 'INPAINT' },
    ]);
  });

  it.each<[string, Partial<InpaintImageInput>, object]>([
    [
      'a source that is no picture',
      { source: { dataUri: 'data:image/png;base64,AAAA' } },
      { field: 'source.dataUri' },
    ],
    ['an address', { source: { dataUri: 'https://example.com/a.png' } }, { field: 'source.dataUri' }],
    [
      'a mask that is no picture',
      { mask: { image: { dataUri: 'data:,' }, polarity: 'WHITE_IS_EDIT' } },
      { field: 'mask.image.dataUri' },
    ],
    ['a scale that is not in the plan', { fromScale: 5 }, { field: 'fromScale', given: '5' }],
    ['a feather below 0', { feather: -1 }, { field: 'feather', given: '-1' }],
    ['half a seed', { seed: 0.5 }, { field: 'seed' }],
    ['a scale that is not there', { source: { scale: 'fox' } }, { kind: 'scale', key: 'fox' }],
    [
      'a scale of nothing',
      { source: { scale: Buffer.from('Scale:00000000-0000-7000-8000-000000000000:0').toString('base64') } },
      { kind: 'scale' },
    ],
  ])('refuses %s', async (_case, input, expected) => {
    const { data, errors } = await server.send(inpaintImage, { input: await inpaint(input) });
    expect(errors).toBeUndefined();
    expect(data?.inpaintImage).toMatchObject(expected);
    const planned = await server.send(requestPlan, { input: { inpaint: await inpaint(input) } });
    if ('field' in expected) expect(planned.data?.requestPlan).toMatchObject(expected);
    else expect(planned.data?.requestPlan.__typename).toBe('NotFoundError');
  });
});

describe('the other operations over the API', () => {
  it('expand a picture', async () => {
    const generation = await finished(
      (
        await server.send(expandImage, {
          input: {
            source: { dataUri: await source() },
            by: { aspectRatio: { width: 4, height: 3, anchor: 'LEFT' } },
            feather: 0,
          },
        })
      ).data?.expandImage,
    );
    expect(generation).toMatchObject({
      operation: 'EXPAND',
      edit: {
        __typename: 'ExpandEdit',
        feather: 0,
        mapping: { source: { left: 0, top: 0, width: 96, height: 96 }, crop: { width: 128, height: 96 } },
        source: { width: 128, height: 96 },
        scaledSource: { width: 96, height: 96 },
      },
      bestScale: { width: 128, height: 96 },
    });
    const { edit } = generation;
    if (edit?.__typename !== 'ExpandEdit') throw new Error('Not expanded.');
    expect(await pixels(edit.scaledSource.dataUri)).toEqual(await pixels(await source()));
    const wrong = await server.send(expandImage, {
      input: { source: { dataUri: await source() }, by: { sides: { left: -1 } } },
    });
    expect(wrong.data?.expandImage).toMatchObject({ field: 'by.sides.left', given: '-1' });
  });

  it('refine a picture', async () => {
    const input = { source: { dataUri: await dataUri(33, 33, x => x * 7) }, fidelity: 1 };
    const generation = await finished((await server.send(refineImage, { input })).data?.refineImage);
    expect(generation).toMatchObject({
      operation: 'REFINE',
      edit: {
        __typename: 'RefineEdit',
        fidelity: 1,
        notes: ['The source was scaled from 33 x 33 to 96 x 96 pixels.'],
      },
      bestScale: { width: 96, height: 96 },
    });
    const wrong = await server.send(refineImage, { input: { ...input, fidelity: 9 } });
    expect(wrong.data?.refineImage).toMatchObject({ field: 'fidelity', given: '9' });
  });

  it('branch a generation, whose prefix has the digests of the parent', async () => {
    const [parent] = await accept(server);
    await all(overWebSocket(server.url, watch, { id: parent.id }));
    const before = (await server.send(showEdit, { id: parent.id })).data?.generation;
    const input = { id: parent.id, scale: 2 };
    const planned = await server.send(requestPlan, { input: { branch: input } });
    expect(planned.data?.requestPlan).toMatchObject({ edit: { __typename: 'BranchEdit' } });
    const branch = await finished((await server.send(branchGeneration, { input })).data?.branchGeneration);
    expect(branch).toMatchObject({
      operation: 'BRANCH',
      edit: { __typename: 'BranchEdit', scale: 2, picture: null },
      parent: { generation: { id: parent.id }, scaleIndex: 2 },
    });
    const digests = (scales: { digest: string }[] | undefined) => scales?.map(({ digest }) => digest);
    expect(digests(branch.scales.slice(0, 3))).toEqual(digests(before?.scales.slice(0, 3)));
    expect(digests(branch.scales)).not.toEqual(digests(before?.scales));
    const both = { ...input, withoutClass: true, class: { name: 'owl' } };
    const wrong = (await server.send(branchGeneration, { input: both })).data?.branchGeneration;
    expect(wrong).toMatchObject({ field: 'withoutClass' });
    const unknown = (await server.send(branchGeneration, { input: { id: 'fox', scale: 0 } })).data;
    expect(unknown?.branchGeneration).toMatchObject({ kind: 'generation', key: 'fox' });
  });
});
