import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { convert } from '../convert.ts';
import { ConverterError } from '../converter-error.ts';
import { download } from '../download.ts';
import { packsFolder } from '../pack-folder.ts';
import { publishedCheckpoints } from '../published-checkpoints.ts';
import { publishedOptions } from '../published-defaults.ts';
import type { Precision } from '../source-tensor.ts';
import { weightsOption } from './convert.ts';
import { interruption } from './interruption.ts';
import { progressBar } from './progress.ts';

interface PullOptions {
  readonly out?: string;
  readonly weights: Precision;
  readonly hub?: string;
  readonly checkpoints: string;
  readonly sha256?: ReadonlyMap<string, string>;
}

/** Pixels per token side of the published tokenizer. */
const publishedStride = 16;

export const pullCommand = new Command('pull')
  .description('Download published checkpoints and convert them')
  .addArgument(new Argument('<model>', 'which').choices([...publishedCheckpoints.keys()]))
  .option('--out <folder>', 'the pack to create; by default models/packs/<model>')
  .addOption(weightsOption())
  .option('--hub <url>', 'a mirror, in place of the hub that publishes the model')
  .option('--checkpoints <folder>', 'where downloads are kept', join('.cache', 'checkpoints'))
  .option('--sha256 <file=hex>', 'checksum of a file, in place of what the hub says', checksum)
  .action(async (name: string, options: PullOptions) => {
    const published = publishedCheckpoints.get(name);
    if (published === undefined) throw new ConverterError(`there is no published model ${name}`);
    const out = options.out ?? join(packsFolder, name);
    if (await exists(out))
      throw new ConverterError(`${out} exists already; remove it or choose another --out`);
    const { signal } = interruption();
    const files = [
      { hub: published.tokenizer.hub, file: published.tokenizer.file },
      { hub: published.hub, file: published.transformer },
    ];
    const paths: string[] = [];
    for (const { hub, file } of files) {
      const url = `${(options.hub ?? hub).replace(/\/+$/, '')}/resolve/main/${file}`;
      paths.push(await fetched(url, join(options.checkpoints, file), options.sha256?.get(file), signal));
    }
    const [tokenizer = '', transformer = ''] = paths;
    const progress = progressBar('converting');
    try {
      await convert(tokenizer, transformer, {
        out,
        precision: options.weights,
        options: {
          ...publishedOptions(publishedStride),
          title: published.title,
          description: published.description,
          license: published.license,
        },
        signal,
        onProgress: progress.update,
      });
    } finally {
      progress.stop();
    }
    console.log(`wrote ${out}; ${paths.join(' and ')} are no longer needed`);
  });

async function fetched(
  url: string,
  target: string,
  sha256: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const progress = progressBar(basename(target));
  try {
    const checked = await download({ url, target, sha256, signal, onProgress: progress.update });
    progress.stop();
    console.log(
      checked ? `${target}: sha256 as expected` : `${target}: not checked, the server gave no sha256`,
    );
  } finally {
    progress.stop();
  }
  return target;
}

function checksum(text: string, previous = new Map<string, string>()): Map<string, string> {
  const [file = '', hex = ''] = text.split('=');
  if (file === '' || !/^[0-9a-f]{64}$/i.test(hex))
    throw new InvalidArgumentError('expected a file name, = and 64 hexadecimal digits');
  return previous.set(file, hex.toLowerCase());
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
