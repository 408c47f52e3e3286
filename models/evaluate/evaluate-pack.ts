import type { CommandModel } from '../../src/cli/find-model.ts';
import { startEngine } from '../../src/inference/start-engine.ts';
import { measureEditing } from './editing/measure-editing.ts';
import type { Amounts, Evaluation } from './evaluation.ts';
import { Gallery } from './gallery.ts';
import { measureDistances } from './measure-distances.ts';
import { measureGroups } from './measure-groups.ts';
import { measurePack } from './measure-pack.ts';
import { measureScales } from './measure-scales.ts';
import { drawThings, measureThings } from './measure-things.ts';
import { measureTokenizer } from './measure-tokenizer.ts';
import type { Measurement } from './measurement.ts';
import { Sampler } from './samples.ts';
import { drawSheets } from './sheets.ts';
import { readTrainingSet } from './training-pictures.ts';

/** What can be measured by itself: pictures from nothing, and edits of training pictures. */
export const evaluationParts = ['generating', 'editing'] as const;
export type EvaluationPart = (typeof evaluationParts)[number];

export interface EvaluationOptions {
  readonly amounts: Amounts;
  readonly parts: readonly EvaluationPart[];
  readonly threads: number;
  /** Folder of the contact sheets; null: none are drawn. */
  readonly sheets: string | null;
  /** Told each group of measurements as soon as it is there. */
  readonly measured: (measurements: readonly Measurement[]) => void;
  /** Told how many pictures were drawn since it was last told. */
  readonly drawn: (pictures: number) => void;
}

/** Measures a pack through the engine that serves it. */
export async function evaluatePack(models: CommandModel, options: EvaluationOptions): Promise<void> {
  const { config, labels } = models.default;
  const training = await readTrainingSet();
  const { threads } = options;
  const engine = await startEngine({ packDir: models.folder, threads, codecThreads: threads });
  const sampler = new Sampler(models, engine, options.drawn);
  const evaluation: Evaluation = { config, labels, engine, sampler, training, amounts: options.amounts };
  try {
    if (options.parts.includes('generating')) await measureGenerating(evaluation, options);
    if (options.parts.includes('editing'))
      options.measured(await measureEditing(evaluation, models, options.sheets));
  } finally {
    await engine.close();
  }
}

async function measureGenerating(evaluation: Evaluation, options: EvaluationOptions): Promise<void> {
  const { training, config } = evaluation;
  options.measured(await measurePack(evaluation, options.threads));
  const gallery = await Gallery.of(training, config.trainedSide, config.trainedSide);
  options.measured(await measureTokenizer(evaluation, gallery));
  const things = await drawThings(evaluation, gallery);
  options.measured(measureThings(things));
  options.measured(await measureScales(evaluation));
  options.measured(await measureGroups(evaluation, gallery));
  if (options.sheets !== null) await drawSheets(evaluation, things, options.sheets);
  options.measured(await measureDistances(evaluation));
}
