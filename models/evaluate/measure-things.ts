import { classesOf, type Evaluation, goingRound } from './evaluation.ts';
import type { Gallery } from './gallery.ts';
import { atLeast, type Measurement, percent } from './measurement.ts';
import type { Sample } from './samples.ts';

export interface ThingSamples {
  readonly samples: readonly Sample[];
  /** Those whose nearest training picture is of another class, with that class, in the order of their seeds. */
  readonly failures: readonly { readonly sample: Sample; readonly nearest: string }[];
}

/** Pictures of things at default settings, seeds 0, 1, 2 ..., going round the classes. */
export async function drawThings(evaluation: Evaluation, gallery: Gallery): Promise<ThingSamples> {
  const { labels, sampler, amounts } = evaluation;
  const samples = await sampler.draw({ labels: goingRound(classesOf(labels, 'thing'), amounts.images) });
  const failures: { sample: Sample; nearest: string }[] = [];
  for (const sample of samples) {
    const nearest = (await gallery.nearest(sample.image))?.class ?? 'nothing';
    if (nearest !== labels[sample.label]?.name) failures.push({ sample, nearest });
  }
  return { samples, failures };
}

/** Whether a thing is the thing that was asked for. */
export function measureThings({ samples, failures }: ThingSamples): Measurement[] {
  return [
    atLeast(
      `things: nearest picture of ${samples.length} is of their class`,
      1 - failures.length / samples.length,
      0.85,
      percent,
    ),
  ];
}
