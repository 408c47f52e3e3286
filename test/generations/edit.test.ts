import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownWork } from '../../src/fairness/client.ts';
import { InvalidInputError, NotFoundError } from '../../src/generations/errors.ts';
import type { Generation, GenerationId } from '../../src/generations/generation.ts';
import { sampledMaskOf } from '../../src/generations/plan/mask-rows.ts';
import type {
  ExpandRequest,
  GenerationRequest,
  InpaintRequest,
  RefineRequest,
} from '../../src/generations/request.ts';
import { scalePicture } from '../../src/generations/show/scale-picture.ts';
import { storedPixels } from '../../src/images/canvas/stored-picture.ts';
import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { testSides } from '../setup/test-models.ts';
import {
  createOne,
  createRuntime,
  ended,
  fox,
  reaches,
  startTestEngine,
  type TestRuntime,
  tokensOf,
} from './runtime.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

type Pixel = readonly [number, number, number];

/** A PNG file whose pixels a function gives. */
function png(width: number, height: number, pixel: (x: number, y: number) => Pixel): Promise<Uint8Array> {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(pixel(x, y), (y * width + x) * 3);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** With plain bytes: a Buffer equals no other kind of array. */
const comparable = ({ width, height, data }: RgbImage): RgbImage => ({
  width,
  height,
  data: new Uint8Array(data),
});

/** The pixels of a file. */
async function decoded(file: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await sharp(file).raw().toBuffer());
}

/** Something with structure in all three channels. */
const scenery = (width: number, height: number) =>
  png(width, height, (x, y) => [(x * 5) % 256, (y * 3 + x) % 256, (x * y) % 256]);

/** White where a function says so. */
const maskOf = (width: number, height: number, edited: (x: number, y: number) => boolean) =>
  png(width, height, (x, y) => (edited(x, y) ? [255, 255, 255] : [0, 0, 0]));

const canvas = { kind: 'default' } as const;
const file = (bytes: Uint8Array) => ({ field: 'dataUri', bytes }) as const;
const whiteIsEdit = (bytes: Uint8Array) => ({ image: file(bytes), polarity: 'WHITE_IS_EDIT' }) as const;

describe.each(databaseKinds)('editing pictures on the %s database', kind => {
  let runtime: TestRuntime;
  let source: Uint8Array;
  beforeAll(async () => {
    runtime = await createRuntime(kind, engine);
    await runtime.worker.start();
    source = await scenery(96, 96);
  });
  afterAll(() => runtime.close());

  async function edited(request: GenerationRequest): Promise<Generation> {
    const [created] = await runtime.generations.create(request);
    if (created === undefined) throw new Error('nothing was created');
    const generation = await ended(runtime.generations, created.id);
    expect(generation).toMatchObject({ status: 'SUCCEEDED', failure: null });
    return generation;
  }

  const inpaint = (request: Pick<InpaintRequest, 'mask'> & Partial<InpaintRequest>): InpaintRequest => ({
    operation: 'INPAINT',
    source: file(source),
    class: { name: 'fox' },
    seed: 7,
    canvas,
    ...request,
  });
  const expand = (by: ExpandRequest['by'], request: Partial<ExpandRequest> = {}): ExpandRequest => ({
    operation: 'EXPAND',
    source: file(source),
    seed: 7,
    canvas,
    by,
    ...request,
  });
  const refine = (request: Partial<RefineRequest> = {}): RefineRequest => ({
    operation: 'REFINE',
    source: file(source),
    seed: 7,
    canvas,
    ...request,
  });

  /** The picture of a scale as it is shown; the finest when none is named. */
  async function shown(generation: Generation, index = generation.plan.length - 1): Promise<RgbImage> {
    const scale = await runtime.generations.scale(generation, index);
    if (scale === null) throw new Error(`there is no scale ${index}`);
    const turn = runtime.processes.quick.turnOf({ client: ownWork });
    return comparable(await scalePicture(runtime, generation, scale).decode(turn));
  }

  /** Tokens of a picture at every scale of a plan. */
  async function encoded(pixels: RgbImage, { plan }: Generation): Promise<number[][]> {
    const grids = plan.map(({ grid }) => grid);
    return (await engine.encode(pixels, grids)).map(tokens => [...tokens]);
  }

  async function sourcePixels({ edit }: Generation): Promise<RgbImage> {
    return comparable(await storedPixels(await runtime.generations.picture(edit?.source ?? '')));
  }

  const leftThird = () => maskOf(96, 96, x => x < 32);

  describe('in-painting', () => {
    it('takes the tokens outside the mask from the source at every scale', async () => {
      const generation = await edited(inpaint({ mask: whiteIsEdit(await leftThird()) }));
      expect(generation.plan.map(({ forced }) => forced)).toEqual([
        'wholly',
        'partly',
        'partly',
        'partly',
        'partly',
      ]);
      const forced = await runtime.database.kysely
        .selectFrom('forced_scales')
        .select(['index', 'tokens'])
        .where('batch_id', '=', generation.batchId)
        .orderBy('index')
        .execute();
      const tokens = await tokensOf(runtime.generations, generation.id);
      for (const { index, grid, mask } of generation.plan) {
        const bytes = Buffer.from(forced[index]?.tokens ?? []);
        const sampled = mask === null ? null : sampledMaskOf(mask, grid);
        for (const [cell, token] of (tokens[index] ?? []).entries())
          if (sampled === null || sampled[cell] === 0) expect(token).toBe(bytes.readUInt16LE(cell * 2));
      }
      // The third of the finest scale that is edited, and nothing else of it.
      expect(generation.plan.at(-1)?.mask).toEqual(Array(6).fill('110000'));
      const again = await edited(inpaint({ mask: whiteIsEdit(await leftThird()) }));
      expect(await tokensOf(runtime.generations, again.id)).toEqual(tokens);
      const other = await edited(inpaint({ mask: whiteIsEdit(await leftThird()), seed: 8 }));
      expect(await tokensOf(runtime.generations, other.id)).not.toEqual(tokens);
    });

    it('keeps what the encoder sees free of what is in the hole', async () => {
      const mask = whiteIsEdit(await leftThird());
      const other = await png(96, 96, (x, y) =>
        x < 32 ? [255, 0, 255] : [(x * 5) % 256, (y * 3 + x) % 256, (x * y) % 256],
      );
      const [one, two] = [
        await edited(inpaint({ mask })),
        await edited(inpaint({ mask, source: file(other) })),
      ];
      expect(await tokensOf(runtime.generations, one.id)).toEqual(
        await tokensOf(runtime.generations, two.id),
      );
    });

    it.each([0, 1, 8])('shows the source exactly outside of the mask and %i px around it', async feather => {
      const generation = await edited(inpaint({ mask: whiteIsEdit(await leftThird()), feather }));
      const [picture, original] = [await shown(generation), await sourcePixels(generation)];
      const differing = new Set<number>();
      for (let position = 0; position < 96 * 96 * 3; position++)
        if (picture.data[position] !== original.data[position]) differing.add(Math.floor(position / 3) % 96);
      expect(Math.max(...differing)).toBeLessThan(32 + feather);
      expect(Math.max(...differing)).toBeGreaterThanOrEqual(30);
    });

    it('puts the source back at coarser scales too, or nowhere when that is switched off', async () => {
      const mask = whiteIsEdit(await leftThird());
      const generation = await edited(inpaint({ mask, feather: 0 }));
      const coarse = await shown(generation, 2);
      const expected = await sharp((await sourcePixels(generation)).data, {
        raw: { width: 96, height: 96, channels: 3 },
      })
        .resize(48, 48, { fit: 'fill', kernel: 'lanczos3' })
        .raw()
        .toBuffer();
      for (let y = 0; y < 48; y++)
        expect(coarse.data.slice((y * 48 + 20) * 3, (y + 1) * 48 * 3)).toEqual(
          new Uint8Array(expected.subarray((y * 48 + 20) * 3, (y + 1) * 48 * 3)),
        );
      const plain = await edited(inpaint({ mask, composite: false }));
      const [finest] = (await runtime.generations.scales(plain)).slice(-1);
      if (finest === undefined) throw new Error('there is no scale');
      expect(await shown(plain)).toEqual(await engine.decode(finest.tokens, finest.grid));
    });

    it('returns the source when the mask is empty, and says so', async () => {
      const generation = await edited(inpaint({ mask: whiteIsEdit(await maskOf(96, 96, () => false)) }));
      expect(generation.warnings).toEqual([
        'The mask marks nothing.',
        'There is nothing to draw: every token is taken from the source.',
      ]);
      const pixels = await sourcePixels(generation);
      expect(pixels.data).toEqual(await decoded(source));
      expect((await shown(generation)).data).toEqual(pixels.data);
      expect(await tokensOf(runtime.generations, generation.id)).toEqual(await encoded(pixels, generation));
    });

    it('is a plain generation when the mask is full', async () => {
      const generation = await edited(inpaint({ mask: whiteIsEdit(await maskOf(96, 96, () => true)) }));
      const plain = await ended(runtime.generations, (await createOne(runtime.generations)).id);
      expect(generation.recipe).toEqual(plain.recipe);
      expect(await tokensOf(runtime.generations, generation.id)).toEqual(
        await tokensOf(runtime.generations, plain.id),
      );
      expect((await shown(generation)).data).toEqual((await shown(plain)).data);
    });

    it('changes one cell for one pixel', async () => {
      const mask = whiteIsEdit(await maskOf(96, 96, (x, y) => x === 50 && y === 20));
      const generation = await edited(inpaint({ mask }));
      expect(generation.plan.map(({ forced }) => forced)).toEqual([...Array(4).fill('wholly'), 'partly']);
      expect(generation.plan.at(-1)?.mask).toEqual(['000000', '000100', ...Array(4).fill('000000')]);
    });

    it('keeps the coarse scales of the source, hole and all, up to the one that may change', async () => {
      const mask = whiteIsEdit(await maskOf(96, 96, () => true));
      const generation = await edited(inpaint({ mask, fromScale: 3 }));
      expect(generation.plan.map(({ forced }) => forced)).toEqual([
        ...Array(3).fill('wholly'),
        ...Array(2).fill('none'),
      ]);
      const tokens = await tokensOf(runtime.generations, generation.id);
      const whole = await encoded(await sourcePixels(generation), generation);
      expect(tokens.slice(0, 3)).toEqual(whole.slice(0, 3));
    });

    it('takes sources of any size, and returns their aspect ratio', async () => {
      const mask = whiteIsEdit(await maskOf(50, 50, x => x < 25));
      const generation = await edited(inpaint({ mask, source: file(await scenery(101, 67)) }));
      expect(generation.plan.at(-1)).toMatchObject({ width: 101, height: 67 });
      expect(generation.edit).toMatchObject({
        mapping: {
          canvas: { width: 112, height: 80 },
          crop: { left: 0, top: 0, width: 101, height: 67 },
          sourceSize: { width: 101, height: 67 },
        },
        notes: ['The picture of 101 x 67 pixels is drawn on a padded canvas of 112 x 80.'],
      });
      expect(generation.warnings).toEqual([expect.stringContaining('aspect ratios differ')]);
      const picture = await shown(generation);
      expect(picture).toMatchObject({ width: 101, height: 67 });
      const { width, height } = generation.plan[0] ?? {};
      expect(await shown(generation, 0)).toMatchObject({ width, height });
      const original = await decoded(await scenery(101, 67));
      expect(picture.data.slice(-30)).toEqual(original.slice(-30));
    });

    it('starts from a scale that was made here, as it is shown', async () => {
      const { generations } = runtime;
      const parent = await ended(generations, (await createOne(generations)).id);
      const generation = await edited(
        inpaint({
          mask: whiteIsEdit(await leftThird()),
          source: { field: 'scale', generation: parent.id, scale: 4 },
        }),
      );
      expect(generation.parent).toEqual({ generationId: parent.id, scaleIndex: 4 });
      expect((await sourcePixels(generation)).data).toEqual((await shown(parent)).data);
      expect((await generations.branches(parent, { first: 5 })).generations.map(({ id }) => id)).toEqual([
        generation.id,
      ]);
      const next = await edited(refine({ source: { field: 'scale', generation: generation.id, scale: 2 } }));
      expect(next.edit?.mapping.sourceSize).toEqual({ width: 48, height: 48 });
    });

    it('makes several, holds and resumes them; a branch of one keeps its source', async () => {
      const { generations } = runtime;
      const request = inpaint({ mask: whiteIsEdit(await leftThird()), count: 2, holdAtScale: 2 });
      const drafts = await generations.create(request);
      const whole = await edited(inpaint({ mask: request.mask }));
      for (const { id } of drafts) {
        await reaches(generations, id, 'HELD');
        await generations.resume(id);
        await ended(generations, id);
      }
      const [first] = drafts;
      if (!first) throw new Error('nothing was created');
      expect(await tokensOf(generations, first.id)).toEqual(await tokensOf(generations, whole.id));
      const branch = { operation: 'BRANCH', parent: first.id, scale: 1, canvas } as const;
      const same = await edited({ ...branch, seed: 7 });
      expect(await tokensOf(generations, same.id)).toEqual(await tokensOf(generations, whole.id));
      expect((await shown(same)).data).toEqual((await shown(whole)).data);
      const other = await edited({ ...branch, seed: 9 });
      const [picture, original] = [await shown(other), await sourcePixels(whole)];
      expect(picture.data.slice(-60)).toEqual(original.data.slice(-60));
      const larger = await edited({ ...branch, canvas: { kind: 'size', width: 128, height: 128 } });
      expect(larger.edit).toBeNull();
      expect(larger.warnings).toEqual([expect.stringContaining('does not keep that picture')]);
    });
  });

  describe('expanding', () => {
    it('by nothing returns the source', async () => {
      for (const by of [
        { kind: 'sides', sides: {} },
        { kind: 'aspectRatio', width: 1, height: 1, anchor: { x: 0.5, y: 0.5 } },
      ] as const) {
        const generation = await edited(expand(by));
        expect(generation.plan.every(({ forced }) => forced === 'wholly')).toBe(true);
        expect((await shown(generation)).data).toEqual((await sourcePixels(generation)).data);
      }
      const odd = await edited(
        expand({ kind: 'sides', sides: {} }, { source: file(await scenery(101, 67)) }),
      );
      expect(odd.plan.every(({ forced }) => forced === 'wholly')).toBe(true);
      expect((await shown(odd)).data).toEqual(await decoded(await scenery(101, 67)));
    });

    it('draws around the source, which stays as it is', async () => {
      const generation = await edited(
        expand({ kind: 'sides', sides: { left: 32, bottom: 16 } }, { feather: 0, class: { name: 'owl' } }),
      );
      expect(generation.plan.at(-1)).toMatchObject({ width: 128, height: 112 });
      expect(generation.edit?.mapping.source).toEqual({ left: 32, top: 0, width: 96, height: 96 });
      expect(generation.plan.at(-1)?.mask).toEqual([...Array(6).fill('11000000'), '11111111']);
      const picture = await shown(generation);
      const original = await decoded(source);
      for (let y = 0; y < 96; y++)
        expect(picture.data.slice((y * 128 + 32) * 3, (y + 1) * 128 * 3)).toEqual(
          original.slice(y * 96 * 3, (y + 1) * 96 * 3),
        );
    });

    it('to an aspect ratio keeps the source where the anchor says', async () => {
      const right = { x: 1, y: 0.5 };
      const generation = await edited(expand({ kind: 'aspectRatio', width: 2, height: 1, anchor: right }));
      expect(generation.edit?.mapping).toMatchObject({
        crop: { width: 192, height: 96 },
        source: { left: 96, top: 0, width: 96, height: 96 },
      });
    });
  });

  describe('refining', () => {
    it('takes the coarse scales from the source and draws the finer ones', async () => {
      const generation = await edited(refine({ source: file(await scenery(40, 40)) }));
      expect(generation.plan.at(-1)).toMatchObject({ width: 96, height: 96 });
      // 1 and 2 tokens are 16 and 32 pixels: not larger than the source.
      expect(generation.plan.map(({ forced }) => forced)).toEqual([
        'wholly',
        'wholly',
        'none',
        'none',
        'none',
      ]);
      const tokens = await tokensOf(runtime.generations, generation.id);
      const whole = await encoded(await sourcePixels(generation), generation);
      expect(tokens.slice(0, 2)).toEqual(whole.slice(0, 2));
    });

    it.each([0, 3, 4])('is as faithful as asked for: scale %i', async fidelity => {
      const generation = await edited(refine({ fidelity }));
      expect(generation.plan.filter(({ forced }) => forced === 'wholly')).toHaveLength(fidelity + 1);
    });

    it('fits the picture into the requested canvas', async () => {
      const wide = file(await scenery(64, 32));
      const generation = await edited(
        refine({ source: wide, canvas: { kind: 'size', width: 128, height: 128 } }),
      );
      expect(generation.plan.at(-1)).toMatchObject({ width: 128, height: 64 });
      const padded = await edited(
        refine({ source: wide, schedule: [1, 2, 4, 6].map(side => ({ rows: side, columns: side })) }),
      );
      expect(padded.plan.at(-1)).toMatchObject({ width: 96, height: 48, grid: { rows: 6, columns: 6 } });
    });
  });

  it('refuses invalid fields by name, and stores nothing', async () => {
    const mask = whiteIsEdit(await leftThird());
    const text = file(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    const cases: [GenerationRequest, object][] = [
      [inpaint({ mask, source: text }), { field: 'source.dataUri' }],
      [inpaint({ mask, source: { ...text, field: 'upload' } }), { field: 'source.upload' }],
      [inpaint({ mask: { ...mask, image: text } }), { field: 'mask.image.dataUri' }],
      [inpaint({ mask: { ...mask, polarity: 'OPAQUE_IS_EDIT' } }), { field: 'mask.image.dataUri' }],
      [inpaint({ mask, fromScale: 5 }), { field: 'fromScale' }],
      [inpaint({ mask, fromScale: -1 }), { field: 'fromScale' }],
      [inpaint({ mask, feather: 513 }), { field: 'feather' }],
      [inpaint({ mask, feather: 0.5 }), { field: 'feather' }],
      [inpaint({ mask, canvas: { kind: 'size', width: 7, height: 96 } }), { field: 'canvas.size.width' }],
      [inpaint({ mask, steps: 99 }), { field: 'steps' }],
      [inpaint({ mask, seed: -1 }), { field: 'seed' }],
      [inpaint({ mask, count: 17 }), { field: 'count' }],
      [refine({ fidelity: 5 }), { field: 'fidelity' }],
      [refine({ fidelity: Number.NaN }), { field: 'fidelity' }],
      [expand({ kind: 'sides', sides: { left: -1 } }), { field: 'by.sides.left' }],
      [expand({ kind: 'sides', sides: { top: 20_000 } }), { field: 'by.sides.top' }],
      [expand({ kind: 'sides', sides: { top: 10_000 } }), { field: 'by.sides' }],
      [
        expand({ kind: 'aspectRatio', width: 0, height: 1, anchor: { x: 0, y: 0 } }),
        { field: 'by.aspectRatio.width' },
      ],
      [
        expand({ kind: 'aspectRatio', width: 100, height: 1, anchor: { x: 0, y: 0 } }),
        { field: 'by.aspectRatio' },
      ],
    ];
    const before = await runtime.generations.newest();
    for (const [request, expected] of cases) {
      const error = await runtime.generations.create(request).catch(refused => refused);
      expect(error, JSON.stringify(expected)).toBeInstanceOf(InvalidInputError);
      expect(error).toMatchObject(expected);
    }
    const unknown = '01a209b0-af47-78a0-9a4c-560f7d305d48' as GenerationId;
    await expect(
      runtime.generations.create(refine({ source: { field: 'scale', generation: unknown, scale: 0 } })),
    ).rejects.toBeInstanceOf(NotFoundError);
    expect(await runtime.generations.newest()).toEqual(before);
  });

  it('is made once for one key and one picture', async () => {
    const idempotencyKey = `edit ${kind}`;
    const first = await edited(refine({ idempotencyKey }));
    expect((await edited(refine({ idempotencyKey }))).id).toBe(first.id);
    const other = file(await scenery(95, 96));
    await expect(runtime.generations.create(refine({ idempotencyKey, source: other }))).rejects.toThrow(
      'was already used',
    );
  });

  it('plans without creating anything what it then does', async () => {
    const request = inpaint({ mask: whiteIsEdit(await leftThird()) });
    const before = await runtime.generations.newest();
    const planned = await runtime.generations.plan(request);
    expect(await runtime.generations.newest()).toEqual(before);
    const generation = await edited(request);
    expect(generation).toMatchObject({ plan: planned.plan, edit: planned.edit, warnings: planned.warnings });
    expect(generation.plan).toHaveLength(testSides.length);
    expect(fox.seed).toBe(generation.recipe.seed);
  });
});
