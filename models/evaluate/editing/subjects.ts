import type { RgbImage } from '../../../src/inference/codec/rgb-image.ts';
import type { Evaluation } from '../evaluation.ts';
import { placePicture } from '../place-picture.ts';

/** A training picture to be edited, with its class. */
export interface Subject {
  /** Index of its class. */
  readonly label: number;
  /** As the training placed it, a square of the trained side. */
  readonly picture: RgbImage;
}

/** The first `count` training pictures that are classes, in the order of the classes. */
export async function subjects(
  { labels, training, config }: Pick<Evaluation, 'labels' | 'training' | 'config'>,
  count: number,
): Promise<Subject[]> {
  const side = config.trainedSide;
  const known = training.pictures.flatMap(({ class: name, image }) => {
    const label = labels.findIndex(entry => entry.name === name);
    return label < 0 ? [] : [{ label, image }];
  });
  return Promise.all(
    known.slice(0, count).map(async ({ label, image }) => ({
      label,
      picture: await placePicture(image, side, side, training.plainScale),
    })),
  );
}
