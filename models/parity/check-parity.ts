import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OnnxTokenizer } from '../../src/inference/codec/onnx-tokenizer.ts';
import { OnnxTransformer } from '../../src/inference/generator/onnx-transformer.ts';
import { loadPack } from '../../src/inference/packs/load-pack.ts';
import { convert } from '../converter/convert.ts';
import { checkEncode } from './check-encode.ts';
import { checkGenerate } from './check-generate.ts';
import type { Comparison } from './compare.ts';
import { readGoldenFolder } from './golden-folder.ts';

/**
 * Converts the checkpoints of a golden folder and compares what this engine computes with what the reference
 * implementation computed, case by case and grid by grid.
 * @param threads of onnxruntime.
 */
export async function checkParity(folder: string, threads: number): Promise<Comparison[]> {
  const golden = await readGoldenFolder(folder);
  const work = await mkdtemp(join(tmpdir(), 'flexvar-parity-'));
  try {
    const packFolder = join(work, 'pack');
    await convert(golden.tokenizer, golden.transformer, {
      out: packFolder,
      precision: 'float32',
      name: 'parity',
    });
    const pack = await loadPack(packFolder);
    const settings = { device: 'cpu', threads } as const;
    const transformer = await OnnxTransformer.open(pack, settings);
    const tokenizer = await OnnxTokenizer.open(pack, settings);
    const comparisons: Comparison[] = [];
    for (const given of golden.generate)
      comparisons.push(...(await checkGenerate(golden, given, transformer, tokenizer)));
    for (const given of golden.encode)
      comparisons.push(...(await checkEncode(golden, given, pack, tokenizer)));
    return comparisons;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
