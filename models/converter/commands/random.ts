import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { writePack } from '../convert.ts';
import { createFolder } from '../pack-folder.ts';
import { publishedArchitecture, publishedTokenizer, randomModel, randomSource } from '../random-model.ts';
import type { Precision } from '../source-tensor.ts';
import { writeCheckpoint } from '../write-checkpoint.ts';
import { weightsOption } from './convert.ts';
import { interruption } from './interruption.ts';
import { progressBar } from './progress.ts';

interface RandomOptions {
  readonly out: string;
  readonly depth: number;
  readonly seed: number;
  readonly weights: Precision;
  readonly checkpoints?: true;
}

export const randomCommand = new Command('random')
  .description('Make a model of the published size with random weights, for measuring')
  .requiredOption('--out <folder>', 'the folder to create; must not exist')
  .option('--depth <blocks>', 'blocks of the transformer; its width is 64 times that', wholeNumber, 16)
  .option('--seed <number>', 'the same seed gives the same weights', wholeNumber, 0)
  .addOption(weightsOption())
  .option('--checkpoints', 'write FlexVAE.pth and FlexVARd<depth>.pth instead of a pack')
  .action(async ({ out, depth, seed, weights, checkpoints }: RandomOptions) => {
    const architecture = publishedArchitecture(depth);
    if (checkpoints) {
      const model = randomModel(publishedTokenizer, architecture, seed);
      await createFolder(out, async folder => {
        await writeCheckpoint(join(folder, 'FlexVAE.pth'), model.tokenizer.values(), ['model']);
        const wrapping = ['trainer', 'var_wo_ddp'];
        await writeCheckpoint(join(folder, `FlexVARd${depth}.pth`), model.transformer.values(), wrapping);
      });
    } else {
      const progress = progressBar('writing');
      const { signal } = interruption();
      try {
        await writePack(randomSource(publishedTokenizer, architecture, seed), {
          out,
          precision: weights,
          signal,
          onProgress: progress.update,
        });
      } finally {
        progress.stop();
      }
    }
    console.log(`wrote ${out}`);
  });

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('expected a whole number');
  return value;
}
