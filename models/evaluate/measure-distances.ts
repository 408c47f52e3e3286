import type { CanvasRequest } from '../../src/generations/request.ts';
import { classesOf, type Evaluation, goingRound } from './evaluation.ts';
import { frechetDistance } from './frechet-distance.ts';
import { Gallery } from './gallery.ts';
import type { Measurement } from './measurement.ts';
import { seededOrder } from './seeded-order.ts';

/** Settings whose pictures are compared with the training set, one at a time; all else is the default. */
const stepCounts = [6, 7, 8, 9, 10, 11, 12, 13];
/** Sides of squares as shares of the trained side. */
const squares = [0.5, 0.75, 1, 1.5, 2];
const ratios = [
  { width: 2, height: 1 },
  { width: 1, height: 2 },
];

/** How far the pictures of each setting are from the training pictures, as sets. */
export async function measureDistances(evaluation: Evaluation): Promise<Measurement[]> {
  const { config } = evaluation;
  const square = (share: number): CanvasRequest => {
    const side = Math.round(config.trainedSide * share);
    return { kind: 'size', width: side, height: side };
  };
  const settings: { name: string; canvas?: CanvasRequest; steps?: number }[] = [
    ...stepCounts.map(steps => ({ name: `${steps} steps`, steps })),
    ...squares.map(share => ({
      name: `${Math.round(config.trainedSide * share)} px`,
      canvas: square(share),
    })),
    ...ratios.map(({ width, height }) => ({
      name: `${width}:${height}`,
      canvas: { kind: 'aspectRatio', width, height } as const,
    })),
  ];
  const measured: Measurement[] = [];
  for (const setting of settings) measured.push(await measureSetting(evaluation, setting));
  return measured;
}

async function measureSetting(
  { labels, sampler, training, amounts }: Evaluation,
  { name, ...setting }: { name: string; canvas?: CanvasRequest; steps?: number },
): Promise<Measurement> {
  const things = goingRound(classesOf(labels, 'thing'), amounts.distanceImages);
  const samples = await sampler.draw({ labels: things, ...setting });
  const { width, height } = samples[0]?.image ?? { width: 1, height: 1 };
  const gallery = await Gallery.of(training, width, height);
  const project = (features: Float64Array) => gallery.space.project(features);
  const drawn = await Promise.all(
    samples.map(async ({ image }) => project(await gallery.space.describe(image))),
  );
  const pictures = gallery.features.map(project);
  const distance = frechetDistance(drawn, pictures);
  const between = distanceOfHalves(pictures);
  return {
    what: `Frechet distance, ${name} (${width} x ${height})`,
    result: distance.toFixed(3),
    aim: { text: `< ${between.toFixed(3)}, halves of the training set`, met: distance < between },
  };
}

/** The distance of two random halves of one set from each other. */
export function distanceOfHalves(vectors: readonly Float64Array[]): number {
  const order = seededOrder(vectors.length, 0).flatMap(index => vectors[index] ?? []);
  const middle = Math.floor(order.length / 2);
  return frechetDistance(order.slice(0, middle), order.slice(middle));
}
