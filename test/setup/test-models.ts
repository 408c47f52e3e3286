import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { convert } from '../../models/converter/convert.ts';
import { namedThing } from '../../models/converter/pack-options.ts';

const golden = join(import.meta.dirname, '../golden');

/** Name of the pack for tests, which is the default model. */
export const testModel = 'tiny';
/** Its class names; "no class" comes after them. */
export const testClasses = ['fox', 'cat', 'owl', 'whale', 'red panda', 'snail', 'bee', 'oak', 'rose', 'sun'];
/** Sides of its default schedule. */
export const testSides = [1, 2, 3, 4, 6];

/** Makes another model of a pack, named as its folder: it has a greedy rule, and so another digest and other tokens. */
export async function copyAsOther(from: string, folder: string): Promise<void> {
  await cp(from, folder, { recursive: true });
  const file = join(folder, 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8'));
  const greedyRule = { sampledSides: testSides, maxSampledSide: 4 };
  await writeFile(file, JSON.stringify({ ...config, name: basename(folder), greedyRule }));
}

/** A real pack: two blocks with random weights, a picture in a few milliseconds. */
export async function buildTestModels(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await convert(join(golden, 'FlexVAE.pth'), join(golden, 'FlexVARd2.pth'), {
    out: join(folder, testModel),
    precision: 'float32',
    name: testModel,
    labels: testClasses.map((name, index) =>
      index === 0 ? { ...namedThing(name), synonyms: ['reynard'] } : namedThing(name),
    ),
    options: {
      title: 'Tiny',
      description: 'Random weights for tests.',
      license: 'MIT',
      trainedSide: 96,
      schedules: [
        { name: 'default', grids: testSides.map(side => [side, side]) },
        { name: 'short', grids: [1, 3, 6].map(side => [side, side]) },
      ],
      defaults: { schedule: 'default', guidance: { mode: 'ramp', scale: 2.5 }, topK: 900, topP: 0.95 },
      greedy: null,
    },
  });
}
