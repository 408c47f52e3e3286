import sharp from 'sharp';
import { nativeFidelity } from '../../../src/flexvar/edit-scales.ts';
import type { RgbImage } from '../../../src/inference/codec/rgb-image.ts';
import type { Evaluation } from '../evaluation.ts';
import { frechetDistance } from '../frechet-distance.ts';
import { Gallery } from '../gallery.ts';
import { average, decibels, type Measurement } from '../measurement.ts';
import { rawOf, resizePicture } from '../place-picture.ts';
import { psnr } from '../psnr.ts';
import type { Editor } from './editor.ts';
import { type Subject, subjects } from './subjects.ts';

/** Sides of the small pictures as shares of the trained side. */
const shares = [0.25, 0.5];

/**
 * Makes training pictures small and refines them to their size again, each with its own class and the default fidelity;
 * picture i has the seed i. Compared with bicubic enlargement: by what is left of the picture (PSNR), and by how far the
 * set is from the training set (Frechet distance), where blur shows.
 */
export async function measureRefining(
  evaluation: Evaluation,
  editor: Editor,
  count: number,
): Promise<Measurement[]> {
  const pictures = await subjects(evaluation, count);
  const side = evaluation.config.trainedSide;
  const gallery = await Gallery.of(evaluation.training, side, side);
  const distance = async (images: readonly RgbImage[]) => {
    const project = (features: Float64Array) => gallery.space.project(features);
    const features = await Promise.all(images.map(image => gallery.space.describe(image)));
    return frechetDistance(features.map(project), gallery.features.map(project));
  };
  const measured: Measurement[] = [];
  for (const share of shares) {
    const small = Math.round(side * share);
    const refined: RgbImage[] = [];
    const bicubic: RgbImage[] = [];
    for (const [seed, subject] of pictures.entries()) {
      const source = await shrink(subject.picture, small);
      refined.push(await refine(evaluation, editor, source, subject, seed));
      bicubic.push(await resizePicture(source, side, side));
    }
    const quality = (images: readonly RgbImage[]) =>
      average(images.map((image, i) => psnr(image, pictures[i]?.picture ?? image)));
    const [ours, theirs] = [await distance(refined), await distance(bicubic)];
    measured.push(
      {
        what: `refining ${small} to ${side} px, ${refined.length} pictures: PSNR`,
        result: decibels(quality(refined)),
        aim: {
          text: `> ${decibels(quality(bicubic))}, bicubic`,
          met: quality(refined) > quality(bicubic),
        },
      },
      {
        what: `refining ${small} to ${side} px: Frechet distance`,
        result: ours.toFixed(3),
        aim: { text: `< ${theirs.toFixed(3)}, bicubic`, met: ours < theirs },
      },
    );
  }
  return measured;
}

async function refine(
  { config }: Evaluation,
  editor: Editor,
  source: RgbImage,
  { label, picture }: Subject,
  seed: number,
): Promise<RgbImage> {
  const schedule = config.schedules.find(({ name }) => name === config.defaults.schedule)?.grids ?? [];
  const fidelity = nativeFidelity(schedule, source, config.tokenizer.stride);
  return (await editor.refine(source, picture, fidelity, { label, seed })).after;
}

async function shrink(picture: RgbImage, side: number): Promise<RgbImage> {
  const data = await sharp(picture.data, { raw: rawOf(picture) })
    .resize(side, side, { kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { width: side, height: side, data: new Uint8Array(data) };
}
