import { Command, Option } from 'commander';
import { convert } from '../convert.ts';
import { readLabels, readPackOptions } from '../pack-options.ts';
import type { Precision } from '../source-tensor.ts';
import { interruption } from './interruption.ts';
import { progressBar } from './progress.ts';

interface ConvertOptions {
  readonly tokenizer: string;
  readonly transformer: string;
  readonly out: string;
  readonly weights: Precision;
  readonly labels?: string;
  readonly options?: string;
  readonly name?: string;
}

/** How weights are stored; shared by the commands that write packs. */
export function weightsOption(): Option {
  return new Option(
    '--weights <type>',
    'how weights are stored; int8 for the matrices of the transformer, the rest is then float16',
  )
    .choices(['float32', 'float16', 'int8'])
    .default('float32');
}

export const convertCommand = new Command('convert')
  .description('Convert PyTorch checkpoints (.pth) to a model pack')
  .requiredOption('--tokenizer <file>', 'the tokenizer, FlexVAE.pth')
  .requiredOption('--transformer <file>', 'the transformer, for example FlexVARd20-epo249.pth')
  .requiredOption('--out <folder>', 'the pack to create; must not exist')
  .addOption(weightsOption())
  .option('--labels <file>', 'JSON list of class names, or of labels as in labels.json of a pack')
  .option('--options <file>', 'JSON with schedules, defaults and description, see models/converter/README.md')
  .option('--name <name>', 'name of the model; by default that of the folder')
  .action(async (options: ConvertOptions) => {
    const progress = progressBar('converting');
    const { signal } = interruption();
    try {
      await convert(options.tokenizer, options.transformer, {
        out: options.out,
        precision: options.weights,
        name: options.name,
        labels: options.labels === undefined ? undefined : await readLabels(options.labels),
        options: options.options === undefined ? undefined : await readPackOptions(options.options),
        signal,
        onProgress: progress.update,
      });
    } finally {
      progress.stop();
    }
    console.log(`wrote ${options.out}`);
  });
