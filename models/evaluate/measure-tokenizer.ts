import type { Grid } from '../../src/flexvar/grid.ts';
import type { Evaluation } from './evaluation.ts';
import type { Gallery } from './gallery.ts';
import { atLeast, average, decibels, type Measurement, percent } from './measurement.ts';
import { placePicture } from './place-picture.ts';
import { psnr } from './psnr.ts';

/** What is left of the training pictures after encoding and decoding, and how many codes that takes. */
export async function measureTokenizer(evaluation: Evaluation, gallery: Gallery): Promise<Measurement[]> {
  const { config, engine, training } = evaluation;
  const side = config.trainedSide;
  const grids = defaultGrids(evaluation);
  const finest = grids.at(-1);
  if (finest === undefined) throw new Error('the default schedule has no grids');
  const used = new Set<number>();
  const all: number[] = [];
  const things: number[] = [];
  const moved: number[] = [];
  let recognised = 0;
  for (const { image, class: name } of training.pictures) {
    const picture = await placePicture(image, side, side, training.plainScale);
    const tokens = await engine.encode(picture, grids);
    for (const grid of tokens) for (const token of grid) used.add(token);
    const decoded = await engine.decode(lastOf(tokens), finest);
    const quality = psnr(decoded, picture);
    all.push(quality);
    const beside = await placePicture(image, side, side, training.plainScale, 1);
    moved.push(psnr(await engine.decode(lastOf(await engine.encode(beside, [finest])), finest), beside));
    if (name === null) continue;
    things.push(quality);
    if ((await gallery.nearest(decoded))?.class === name) recognised++;
  }
  return [
    atLeast(`tokenizer: PSNR of the finest grid, all ${all.length} pictures`, average(all), 26, decibels),
    {
      what: `tokenizer: the same, the ${things.length} pictures of classes`,
      result: decibels(average(things)),
    },
    {
      what: 'tokenizer: all pictures, a pixel further right and down than in training',
      result: decibels(average(moved)),
    },
    atLeast(
      `tokenizer: codes in use of ${config.tokenizer.codebookSize}, all pictures and grids`,
      used.size / config.tokenizer.codebookSize,
      0.9,
      percent,
    ),
    {
      what: 'tokenizer: nearest picture of a decoded one is its own',
      result: percent(recognised / things.length),
    },
  ];
}

function lastOf<T>(values: readonly T[]): T {
  const last = values.at(-1);
  if (last === undefined) throw new Error('an encoded picture has no grids');
  return last;
}

function defaultGrids({ config }: Evaluation): readonly Grid[] {
  return config.schedules.find(({ name }) => name === config.defaults.schedule)?.grids ?? [];
}
