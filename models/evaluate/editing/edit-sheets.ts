import { join } from 'node:path';
import type { PixelMask } from '../../../src/images/canvas/fill-hole.ts';
import type { RgbImage } from '../../../src/inference/codec/rgb-image.ts';
import { writeContactSheet } from '../contact-sheet.ts';
import type { Evaluation } from '../evaluation.ts';
import { resizePicture } from '../place-picture.ts';
import type { EditedPicture, Editor } from './editor.ts';
import { boxMask, randomBox } from './random-box.ts';
import { type Subject, subjects } from './subjects.ts';

const rows = 6;
const tile = 96;

/**
 * Contact sheets of every operation: a row a picture, in it the canvas before, the mask where there is one, the picture of
 * each scale, and what is served. Pictures at even distances in the list of classes, seeds 0, 1, 2 ...; nothing is picked.
 */
export async function drawEditSheets(evaluation: Evaluation, editor: Editor, out: string): Promise<void> {
  const all = await subjects(evaluation, evaluation.training.pictures.length);
  const chosen = Array.from({ length: rows }, (_, i) => all[Math.floor((i * all.length) / rows)]).filter(
    subject => subject !== undefined,
  );
  const sheet = async (name: string, edit: (subject: Subject, seed: number) => Promise<EditedPicture>) => {
    const drawn: RgbImage[][] = [];
    for (const [seed, subject] of chosen.entries()) drawn.push(stages(await edit(subject, seed)));
    await writeContactSheet(join(out, `${name}.webp`), drawn, tile);
  };
  const side = evaluation.config.trainedSide;
  const quarter = side / 4;
  await sheet('inpaint', ({ picture, label }, seed) =>
    editor.inpaint(picture, boxMask(picture, randomBox(picture, seed)), { label, seed }),
  );
  await sheet('outpaint', ({ picture, label }, seed) =>
    editor.inpaint(picture, inverse(boxMask(picture, middle(side))), { label, seed }),
  );
  await sheet('expand', ({ picture, label }, seed) =>
    editor.expand(picture, { left: quarter, top: 0, right: quarter, bottom: 0 }, { label, seed }),
  );
  await sheet('refine', async ({ picture, label }, seed) => {
    const small = await resizePicture(picture, quarter, quarter);
    return editor.refine(small, picture, 3, { label, seed });
  });
  await sheet('branch', ({ label }, seed) => editor.branch(label, 2, { first: seed, second: seed + rows }));
}

function stages({ before, mask, scales, after }: EditedPicture): RgbImage[] {
  return [before, ...(mask === null ? [] : [pictureOf(mask, before)]), ...scales, after];
}

/** White where something is made. */
function pictureOf(mask: PixelMask, { width, height }: RgbImage): RgbImage {
  return {
    width,
    height,
    data: Uint8Array.from({ length: mask.length * 3 }, (_, i) => mask[Math.floor(i / 3)] ?? 0),
  };
}

function inverse(mask: PixelMask): PixelMask {
  return mask.map(value => 255 - value);
}

/** The box of half the side in the middle. */
function middle(side: number) {
  return { left: side / 4, top: side / 4, width: side / 2, height: side / 2 };
}
