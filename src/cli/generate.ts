import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { InvalidInputError } from '../generations/errors.ts';
import { planGenerate } from '../generations/plan/plan-generate.ts';
import type { Engine } from '../inference/engine.ts';
import type { FinishedScale } from '../inference/generator/generator.ts';
import { startEngine } from '../inference/start-engine.ts';
import { onStopSignal } from '../stop-signals.ts';
import { findModel } from './find-model.ts';
import {
  aspectRatio,
  number,
  optionOf,
  type RequestOptions,
  readRequest,
  schedule,
  size,
  wholeNumber,
} from './request-options.ts';
import { runCommand } from './run-command.ts';
import { scaleProgress } from './scale-progress.ts';
import { type OutputFiles, outputFiles, writePicture } from './write-picture.ts';

/** `npm run generate`: generates pictures from the terminal, without a server. */

/** Maximum pictures per command; they are computed as one batch. */
const maxPictures = 64;

interface Options extends RequestOptions {
  readonly out: string;
  readonly scales?: true;
  readonly threads?: number;
}

const command = new Command('generate')
  .description('Generate pictures of a class.')
  .option('--class <name>', 'name, synonym or index of the class')
  .option('--no-class', 'draw without a class')
  .option('--model <name>', 'a model in MODELS_DIR, or the folder of a model pack')
  .option('--size <pixels>', 'side, or width x height, in pixels: 128, 128x96', size)
  .option('--aspect <ratio>', 'width:height, at about the trained area: 16:9', aspectRatio)
  .option('--steps <count>', 'number of scales, 6 to 16', wholeNumber)
  .option(
    '--schedule <grids>',
    'name of a published schedule, or sides of each scale in tokens: 1,2,4,6x8',
    schedule,
  )
  .option('--seed <number>', 'the same seed gives the same picture; random by default', wholeNumber)
  .option('--guidance <scale>', 'how strongly the class steers, 0 to 20', number)
  .option('--guidance-mode <mode>', 'ramp or constant')
  .option('--top-k <count>', 'number of candidates per token, 0 for all', wholeNumber)
  .option('--top-p <share>', 'cumulative probability of the candidates, above 0 and up to 1', number)
  .option('--no-greedy-rule', 'sample every scale, including those the model normally decodes greedily')
  .option('--count <pictures>', 'number of pictures: picture-1.png, picture-2.png, ...', wholeNumber)
  .option('--scales', 'also write every scale at its own size: picture.0.png, picture.1.png, ...')
  .option('--threads <count>', 'number of threads', wholeNumber)
  .requiredOption('--out <file>', 'a .png, .jpg, .webp or .avif file')
  .exitOverride()
  .action(generate);

async function generate(options: Options): Promise<void> {
  const config = readConfig();
  const models = await findModel(options.model ?? config.DEFAULT_MODEL, config.MODELS_DIR);
  const { recipes, plan, warnings } = planGenerate(readRequest(options), models, maxPictures);
  const files = outputFiles(options.out, recipes.length);
  for (const warning of warnings) process.stderr.write(`${warning}\n`);

  const started = performance.now();
  const engine = await startEngine({
    packDir: models.folder,
    threads: options.threads ?? config.ENGINE_THREADS,
    ...(config.DEVICES[0] && { device: config.DEVICES[0] }),
  });
  onStopSignal(
    () => void engine.close(),
    () => process.exit(1),
  );
  const ready = performance.now();
  const progress = scaleProgress(plan);
  try {
    for await (const scale of engine.generate({ recipes, finished: [] })) {
      progress.finished(
        scale.index,
        scale.tokens.filter(picture => picture !== null).length / recipes.length,
      );
      if (options.scales) await writeScale(engine, scale, files, file => file.ofScale(scale.index));
      if (scale.index === plan.length - 1) await writeScale(engine, scale, files, file => file.result);
    }
  } finally {
    progress.stop();
    await engine.close();
  }
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  process.stdout.write(
    `${files.map(file => file.result).join(', ')}: seed ${recipes[0]?.seed}, ${plan.length} scales in ${seconds(performance.now() - ready)}, after ${seconds(ready - started)} to load the model\n`,
  );
}

async function writeScale(
  engine: Engine,
  scale: FinishedScale,
  files: readonly OutputFiles[],
  choose: (file: OutputFiles) => string,
): Promise<void> {
  for (const [picture, file] of files.entries()) {
    const tokens = scale.tokens[picture];
    if (tokens) await writePicture(choose(file), await engine.decode(tokens, scale.grid));
  }
}

await runCommand(command, messageOf);

function messageOf(error: unknown): string {
  if (error instanceof InvalidInputError)
    return `${optionOf(error.field)} must be ${error.allowed}; given: ${error.given}`;
  return error instanceof Error ? error.message : String(error);
}
