import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writePack } from '../models/converter/convert.ts';
import { publishedArchitecture, publishedTokenizer, randomSource } from '../models/converter/random-model.ts';
import { renewGraphs } from '../models/converter/renew-graphs.ts';
import type { Precision } from '../models/converter/source-tensor.ts';

/** A pack of the published size with random weights, made once and kept in the cache folder. */
export async function randomPack(depth: number, precision: Precision): Promise<string> {
  const cache = join(import.meta.dirname, '../.cache/bench');
  const folder = join(cache, `random-d${depth}-${precision}`);
  if (existsSync(join(folder, 'config.json'))) {
    // It may have been made by an earlier converter.
    await renewGraphs(folder);
    return folder;
  }
  await mkdir(cache, { recursive: true });
  const source = randomSource(publishedTokenizer, publishedArchitecture(depth), 0);
  await writePack(source, { out: folder, precision });
  return folder;
}
