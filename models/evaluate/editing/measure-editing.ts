import { mkdir } from 'node:fs/promises';
import type { CommandModel } from '../../../src/cli/find-model.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Measurement } from '../measurement.ts';
import { drawEditSheets } from './edit-sheets.ts';
import { Editor } from './editor.ts';
import { measureInpainting } from './measure-inpainting.ts';
import { measureRefining } from './measure-refining.ts';

/** How well a pack edits its training pictures. @param sheets folder of the contact sheets; null: none are drawn. */
export async function measureEditing(
  evaluation: Evaluation,
  models: CommandModel,
  sheets: string | null,
): Promise<Measurement[]> {
  const editor = new Editor(models, evaluation.engine);
  const { editImages } = evaluation.amounts;
  if (sheets !== null) {
    await mkdir(sheets, { recursive: true });
    await drawEditSheets(evaluation, editor, sheets);
  }
  return [
    ...(await measureInpainting(evaluation, editor, editImages)),
    ...(await measureRefining(evaluation, editor, editImages)),
  ];
}
