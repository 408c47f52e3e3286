import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CanvasRequest } from '../../src/generations/request.ts';
import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import { writeContactSheet } from './contact-sheet.ts';
import { classesOf, type Evaluation } from './evaluation.ts';
import type { DrawnThing } from './measure-things.ts';
import { placePicture } from './place-picture.ts';
import type { TrainingPicture } from './training-pictures.ts';

/** Pictures of the sheet of doubtful ones. */
const doubtful = 12;
const tile = 128;

/**
 * Draws the contact sheets: classes at even distances in the list, seeds 0, 1, 2 ...; nothing is picked.
 * @returns the files' names.
 */
export async function drawSheets(
  evaluation: Evaluation,
  things: readonly DrawnThing[],
  out: string,
): Promise<string[]> {
  await mkdir(out, { recursive: true });
  const written: string[] = [];
  const sheet = async (name: string, rows: readonly (readonly RgbImage[])[], side = tile) => {
    await writeContactSheet(join(out, name), rows, side);
    written.push(name);
  };
  const eight = evenly(classesOf(evaluation.labels, 'thing'), 8);
  const rows = async (settings: readonly { canvas?: CanvasRequest; steps?: number }[]) => {
    const drawn: RgbImage[][] = [];
    for (const setting of settings)
      drawn.push((await evaluation.sampler.draw({ labels: eight, ...setting })).map(({ image }) => image));
    return drawn;
  };
  const size = (width: number, height = width) => ({ canvas: { kind: 'size', width, height } as const });
  const ratio = (width: number, height: number) => ({
    canvas: { kind: 'aspectRatio', width, height } as const,
  });

  const pyramids = await evaluation.sampler.draw({ labels: eight.slice(0, 6) }, true);
  await sheet(
    'scales.webp',
    pyramids.map(({ scales }) => scales),
  );
  const side = evaluation.config.trainedSide;
  await sheet(
    'sizes.webp',
    await rows([0.5, 0.75, 1, 1.5, 2].map(share => size(Math.round(side * share)))),
    2 * tile,
  );
  await sheet(
    'aspect-ratios.webp',
    await rows([ratio(2, 1), ratio(4, 3), ratio(1, 1), ratio(3, 4), ratio(1, 2)]),
  );
  await sheet('step-counts.webp', await rows([6, 7, 8, 9, 10, 11, 12, 13].map(steps => ({ steps }))));
  await sheet('groups.webp', await groupRows(evaluation));
  await sheet('doubtful.webp', await doubtfulRows(evaluation, things));
  return written;
}

/** Ten pictures of each group. */
async function groupRows({ labels, sampler }: Evaluation): Promise<RgbImage[][]> {
  const rows: RgbImage[][] = [];
  for (const index of classesOf(labels, 'group')) {
    const samples = await sampler.draw({ labels: Array.from({ length: 10 }, () => index) });
    rows.push(samples.map(({ image }) => image));
  }
  return rows;
}

/**
 * The worst pictures: those that come nearest to another training picture than the one that was meant, or are nearer to it. Under
 * each the one that was meant, and under that the other.
 */
async function doubtfulRows(
  { training, config }: Evaluation,
  things: readonly DrawnThing[],
): Promise<RgbImage[][]> {
  const side = config.trainedSide;
  const shown = things.toSorted((a, b) => b.doubt - a.doubt).slice(0, doubtful);
  const placed = ({ image }: TrainingPicture) => placePicture(image, side, side, training.plainScale);
  return [
    shown.map(({ sample }) => sample.image),
    await Promise.all(shown.map(({ meant }) => placed(meant))),
    await Promise.all(shown.map(({ rival }) => placed(rival))),
  ];
}

function evenly(values: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)] ?? 0);
}
