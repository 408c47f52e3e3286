import { UsageError } from '../../src/cli/usage-error.ts';
import { type Doubt, doubtOf } from './doubt.ts';
import { classesOf, type Evaluation, goingRound } from './evaluation.ts';
import type { Gallery } from './gallery.ts';
import { atLeast, type Measurement, percent } from './measurement.ts';
import type { Sample } from './samples.ts';
import type { TrainingPicture } from './training-pictures.ts';

export interface DrawnThing {
  readonly sample: Sample;
  readonly meant: TrainingPicture;
  /** The training picture of another class that it is most like. */
  readonly rival: TrainingPicture;
  readonly doubt: Doubt['ratio'];
}

/** Pictures of things at default settings, seeds 0, 1, 2 ..., going round the classes. */
export async function drawThings(evaluation: Evaluation, gallery: Gallery): Promise<readonly DrawnThing[]> {
  const { labels, sampler, amounts } = evaluation;
  const samples = await sampler.draw({ labels: goingRound(classesOf(labels, 'thing'), amounts.images) });
  const drawn: DrawnThing[] = [];
  for (const sample of samples) {
    const name = labels[sample.label]?.name;
    const index = gallery.pictures.findIndex(picture => picture.class === name);
    const meant = gallery.pictures[index];
    if (meant === undefined)
      throw new UsageError(`No training picture shows "${name}", a class of the pack.`);
    const { ratio, rival } = doubtOf(await gallery.squaredDistances(sample.image), index);
    drawn.push({ sample, meant, rival: gallery.pictures[rival] ?? meant, doubt: ratio });
  }
  return drawn;
}

/** Whether a thing is the thing that was asked for. */
export function measureThings(things: readonly DrawnThing[]): Measurement[] {
  return [
    atLeast(
      `things: nearest picture of ${things.length} is of their class`,
      things.filter(({ doubt }) => doubt <= 1).length / things.length,
      0.85,
      percent,
    ),
  ];
}
