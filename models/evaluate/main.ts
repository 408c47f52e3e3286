import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { findModel } from '../../src/cli/find-model.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { readConfig } from '../../src/config.ts';
import { PackError } from '../../src/inference/errors.ts';
import { type EvaluationPart, evaluatePack, evaluationParts } from './evaluate-pack.ts';
import type { Measurement } from './measurement.ts';
import { reportTable } from './report.ts';

/** `npm run evaluate -- <pack>`: measures a pack against its training pictures and draws contact sheets. */

interface Options {
  readonly images: number;
  readonly groupImages: number;
  readonly distanceImages: number;
  readonly scaleImages: number;
  readonly editImages: number;
  readonly only?: EvaluationPart;
  readonly threads: number;
  readonly out?: string;
  readonly sheets: boolean;
}

const command = new Command('evaluate')
  .description('Measure a model pack against the pictures it was trained on, and draw contact sheets.')
  .argument('<pack>', 'a model in MODELS_DIR, or the folder of a model pack')
  .option('--images <count>', 'pictures of things at default settings', count, 500)
  .option('--group-images <count>', 'pictures of each group', count, 32)
  .option('--distance-images <count>', 'pictures of each size and step count', count, 214)
  .option('--scale-images <count>', 'pictures whose scales are compared', count, 64)
  .option('--edit-images <count>', 'training pictures that are edited', count, 200)
  .addOption(new Option('--only <part>', 'leave the other part out').choices(evaluationParts))
  .option('--threads <count>', 'threads to compute with', count, availableParallelism())
  .option(
    '--out <folder>',
    'folder of the contact sheets; models/training/runs/evaluation/<pack> if left out',
  )
  .option('--no-sheets', 'draw no contact sheets')
  .action(evaluate);

async function evaluate(pack: string, options: Options): Promise<void> {
  const models = await findModel(pack, readConfig().MODELS_DIR);
  const out =
    options.out ??
    join(import.meta.dirname, '..', 'training', 'runs', 'evaluation', models.default.config.name);
  const measurements: Measurement[] = [];
  let pictures = 0;
  await evaluatePack(models, {
    amounts: options,
    parts: options.only === undefined ? evaluationParts : [options.only],
    threads: options.threads,
    sheets: options.sheets ? out : null,
    measured: found => measurements.push(...found),
    drawn: count => {
      pictures += count;
      if (process.stderr.isTTY) process.stderr.write(`\r${pictures} pictures drawn`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
  process.stdout.write(`${reportTable(measurements)}\n`);
  if (options.sheets) process.stdout.write(`\nContact sheets: ${out}\n`);
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number above 0');
  return value;
}

try {
  await command.parseAsync();
} catch (error) {
  const forUser = error instanceof UsageError || error instanceof PackError;
  process.stderr.write(`${forUser ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
