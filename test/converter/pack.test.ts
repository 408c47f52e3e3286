import { readdir, readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { convert, type PackRequest, writePack } from '../../models/converter/convert.ts';
import { listPacks } from '../../models/converter/list-packs.ts';
import { type PackOptions, readLabels, readPackOptions } from '../../models/converter/pack-options.ts';
import { randomSource } from '../../models/converter/random-model.ts';
import { verifyPack } from '../../models/converter/verify-pack.ts';
import { loadPack } from '../../src/inference/packs/load-pack.ts';
import { goldenTokenizer, goldenTransformer } from './golden.ts';
import { smallArchitecture, smallLayout } from './small-model.ts';
import { temporaryFolder } from './temporary-folder.ts';

const path = temporaryFolder();
const source = randomSource(smallLayout, smallArchitecture, 1);

async function write(more: Partial<PackRequest> = {}): Promise<void> {
  await writePack(source, { out: path('pack'), precision: 'float32', ...more });
}

const options = {
  name: 'emoji',
  title: 'Emoji',
  description: 'Pictograms.',
  license: 'MIT',
  trainedSide: 128,
  schedules: [
    {
      name: 'short',
      grids: [
        [1, 1],
        [2, 2],
        [4, 4],
      ],
    },
    {
      name: 'wide',
      grids: [
        [1, 1],
        [1, 2],
        [4, 8],
      ],
    },
  ],
  defaults: { schedule: 'short', guidance: { mode: 'constant', scale: 3 }, topK: 100, topP: 0.9 },
  greedy: null,
};

describe('a pack', () => {
  it('says what it was made of, and passes its own verification', async () => {
    await convert(goldenTokenizer, goldenTransformer, { out: path('golden-pack'), precision: 'float32' });
    const config = await verifyPack(path('golden-pack'));
    expect(config).toMatchObject({
      name: 'golden-pack',
      precision: 'float32',
      tokenizer: { stride: 16, codebookSize: 96, codebookDim: 32, parameters: 474_851 },
      transformer: { depth: 2, width: 128, heads: 2, classCount: 10, positionSide: 32, parameters: 775_652 },
      trainedSide: 256,
      defaults: { schedule: '256px-10-steps', guidance: { mode: 'ramp', scale: 2.5 }, topK: 96, topP: 0.95 },
    });
    expect(config.schedules.map(schedule => schedule.name)).toEqual([
      '256px-6-steps',
      '256px-7-steps',
      '256px-8-steps',
      '256px-9-steps',
      '256px-10-steps',
      '256px-11-steps',
      '256px-12-steps',
      '256px-13-steps',
      '384px-11-steps',
      '512px-12-steps',
      '512px-15-steps',
    ]);
    expect(config.greedyRule).toEqual({
      sampledSides: [1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 23, 24, 32],
      maxSampledSide: 16,
    });
  });

  it('has a codebook with unit rows, and the position table', async () => {
    await write();
    const { codebook, positions, labels } = await loadPack(path('pack'));
    for (let row = 0; row < smallLayout.codebookSize; row++)
      expect(Math.hypot(...codebook.subarray(row * 8, row * 8 + 8))).toBeCloseTo(1, 6);
    expect(positions).toBeDefined();
    expect(labels.map(label => label.name)).toEqual(['class 0', 'class 1', 'class 2']);
  });

  it.each(['float16', 'int8'] as const)('with %s weights is smaller and loads', async precision => {
    await write({ out: path('whole') });
    await write({ precision });
    expect((await verifyPack(path('pack'))).precision).toBe(precision);
    const size = async (pack: string) => (await readFile(path(pack, 'transformer.data'))).length;
    expect(await size('pack')).toBeLessThan(0.7 * (await size('whole')));
  });

  it('takes its name, schedules and defaults from an options file', async () => {
    await writeFile(path('pack.json'), JSON.stringify(options));
    await write({ out: path('emoji'), options: await readPackOptions(path('pack.json')) });
    const config = await verifyPack(path('emoji'));
    expect(config).toMatchObject({
      name: 'emoji',
      title: 'Emoji',
      license: 'MIT',
      trainedSide: 128,
      greedyRule: null,
    });
    expect(config.schedules[1]?.grids.at(-1)).toEqual({ rows: 4, columns: 8 });
    // No more tokens can be kept than there are.
    expect(config.defaults).toEqual({ ...options.defaults, topK: 64 });
  });

  it('takes labels as names or as entries', async () => {
    await writeFile(path('names.json'), JSON.stringify(['fox', 'red apple', 'animals']));
    await write({ labels: await readLabels(path('names.json')) });
    const { labels } = await loadPack(path('pack'));
    expect(labels[1]).toEqual({ name: 'red apple', synonyms: [], kind: 'thing', group: null });
    await writeFile(path('labels.json'), JSON.stringify(labels));
    expect(await readLabels(path('labels.json'))).toEqual(labels);
  });

  it('has the names of ImageNet when there are 1000 classes', async () => {
    await writePack(randomSource(smallLayout, { ...smallArchitecture, classCount: 1000 }, 1), {
      out: path('pack'),
      precision: 'float32',
    });
    const { labels } = await loadPack(path('pack'));
    const known = {
      0: 'tench',
      1: 'goldfish',
      130: 'flamingo',
      207: 'golden retriever',
      279: 'Arctic fox',
      281: 'tabby',
    };
    const more = {
      404: 'airliner',
      417: 'balloon',
      817: 'sports car',
      933: 'cheeseburger',
      980: 'volcano',
      999: 'toilet tissue',
    };
    for (const [index, name] of Object.entries({ ...known, ...more }))
      expect(labels[Number(index)]?.name).toBe(name);
    expect(new Set(labels.map(label => label.name.toLowerCase())).size).toBe(1000);
    expect(labels[999]?.synonyms).toEqual(['toilet paper', 'bathroom tissue']);
  });

  it.each([
    ['labels of another number', { labels: [] }, '0 labels were given, the model has 3 classes'],
    [
      'options for another name',
      { options: { ...options, name: 'other' } as PackOptions },
      'the options name the pack "other", its folder is pack',
    ],
    ['a name with spaces', { name: 'My Model' }, 'the name "My Model" may have only a-z, 0-9 and -'],
  ])('with %s is refused', async (_, more, message) => {
    await expect(write(more)).rejects.toThrow(message);
    expect(await readdir(path())).toEqual([]);
  });

  it.each([
    [
      'an unknown default schedule',
      { defaults: { ...options.defaults, schedule: 'long' } },
      'defaults.schedule: must be the name of one of the schedules',
    ],
    ['a grid without columns', { schedules: [{ name: 'short', grids: [[1]] }] }, 'schedules.0.grids.0'],
    ['top-p above 1', { defaults: { ...options.defaults, topP: 2 } }, 'defaults.topP: Too big'],
    ['an unknown field', { speed: 1 }, 'options: Unrecognized key: "speed"'],
    [
      'two schedules of one name',
      { schedules: [...options.schedules, ...options.schedules] },
      'schedules: names must be unique',
    ],
  ])('refuses options with %s', async (_, change, message) => {
    await writeFile(path('pack.json'), JSON.stringify({ ...options, ...change }));
    await expect(readPackOptions(path('pack.json'))).rejects.toThrow(message);
  });
});

describe('verification', () => {
  beforeEach(() => write());

  it('finds one changed bit', async () => {
    const file = path('pack', 'tokenizer.data');
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000);
    await writeFile(file, bytes);
    await expect(verifyPack(path('pack'))).rejects.toThrow(
      /tokenizer.data is damaged: its sha256 is [0-9a-f]{64}, the pack says/,
    );
  });

  it('finds what is missing, cut short or extra', async () => {
    await writeFile(path('pack', 'notes.txt'), 'x');
    await expect(verifyPack(path('pack'))).rejects.toThrow(/notes.txt is not part of the pack/);
    await writeFile(path('pack', 'head.onnx'), 'x');
    await expect(verifyPack(path('pack'))).rejects.toThrow(/head.onnx has 1 bytes instead of \d+/);
    await expect(verifyPack(path('nowhere'))).rejects.toThrow(/config.json cannot be read/);
  });
});

describe('the list of packs', () => {
  it('has a line for each, and says which is broken', async () => {
    await write({ out: path('models', 'small') });
    await write({ out: path('models', 'broken') });
    await writeFile(path('models', 'broken', 'labels.json'), '[]');
    expect(await listPacks(path('models'))).toEqual([
      { folder: path('models', 'broken'), problem: expect.stringContaining('0 labels, the model 3 classes') },
      expect.objectContaining({ name: 'small', precision: 'float32', classes: 3 }),
    ]);
  });
});
