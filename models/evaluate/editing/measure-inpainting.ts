import type { Evaluation } from '../evaluation.ts';
import { decibels, type Measurement } from '../measurement.ts';
import type { Editor } from './editor.ts';
import { boxMask, randomBox } from './random-box.ts';
import { filledWithMean, psnrInside, steps } from './region.ts';
import { subjects } from './subjects.ts';

/**
 * In-paints a random box of training pictures, each with its own class; picture i has the box and the seed i. What was drawn
 * is compared with what was there, and with two things that anyone could put there: the mean colour of the rest, and
 * the picture itself as the tokenizer gives it back, which no drawing can be better than.
 */
export async function measureInpainting(
  evaluation: Evaluation,
  editor: Editor,
  count: number,
): Promise<Measurement[]> {
  const drawn: number[] = [];
  const mean: number[] = [];
  const roundTrip: number[] = [];
  const seams: number[] = [];
  const originalSeams: number[] = [];
  for (const [seed, { label, picture }] of (await subjects(evaluation, count)).entries()) {
    const mask = boxMask(picture, randomBox(picture, seed));
    const { after } = await editor.inpaint(picture, mask, { label, seed });
    drawn.push(psnrInside(after, picture, mask));
    mean.push(psnrInside(filledWithMean(picture, mask), picture, mask));
    roundTrip.push(psnrInside(await editor.roundTrip(picture), picture, mask));
    seams.push(acrossToInside(steps(after, mask)));
    originalSeams.push(acrossToInside(steps(picture, mask)));
  }
  return [
    {
      what: `in-painting a box of 10 to 40 %, ${drawn.length} pictures: PSNR of the hole, median`,
      result: decibels(median(drawn)),
      aim: { text: `> ${decibels(median(mean))}, the mean colour`, met: median(drawn) > median(mean) },
    },
    { what: 'the same through the tokenizer alone', result: decibels(median(roundTrip)) },
    {
      what: 'pictures in which the drawing is nearer than the mean colour',
      result: `${drawn.filter((value, i) => value > (mean[i] ?? 0)).length} of ${drawn.length}`,
    },
    {
      what: "seams: step across the mask's edge over the step inside, median (in the source)",
      result: `${median(finite(seams)).toFixed(2)} (${median(finite(originalSeams)).toFixed(2)})`,
    },
  ];
}

function acrossToInside({ across, inside }: { readonly across: number; readonly inside: number }): number {
  return across / inside;
}

/** White on white has no steps to compare. */
function finite(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
